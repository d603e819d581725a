import { Client } from 'pg';

/** A task with one connection to a PostgreSQL database, which is closed however the task ends. */
export async function withPostgres<T>(url: string, task: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}
