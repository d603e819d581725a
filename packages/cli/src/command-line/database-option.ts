import { CONFIGURATION_FILE } from '@oneleaf/workflows/configuration/configuration';
import { DATABASE_VARIABLE } from '@oneleaf/workflows/development-database/open-database';

export const DATABASE_HELP = `  --database URL       your development database: postgresql://…, sqlite:///db.sqlite3 or the path of an SQLite file; otherwise
                       ${DATABASE_VARIABLE}, or "database" in ${CONFIGURATION_FILE}
`;
