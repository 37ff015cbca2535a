exports.second = require('ms')('1s') + require('local');
