console.log("a script of the fixture");
