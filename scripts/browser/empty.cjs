// Stands in for Node built-ins that a library names but does not use in the browser bundle.
module.exports = {};
