#!/usr/bin/env node
require('../dist/oneleaf.cjs');
