import { CONFIGURATION_FILE } from '@oneleaf/workflows/configuration/configuration';
import { DATABASE_VARIABLE } from '@oneleaf/workflows/development-database/open-database';

export const DATABASE_HELP = `  --database URL       the database that you develop on: postgresql://…, sqlite:///db.sqlite3 or the path of such a file; otherwise
                       ${DATABASE_VARIABLE}, or what ${CONFIGURATION_FILE} says
`;
