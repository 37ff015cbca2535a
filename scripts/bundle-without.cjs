// Stands for packages that the bundle leaves out because nothing in it calls them.
module.exports = {};
