export * from '@oneleaf/workflows/api';
