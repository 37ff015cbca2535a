# The few functions of nixpkgs' lib that small flakes use.
rec {
  inherit (builtins) attrNames attrValues concatStringsSep concatMap elem elemAt filter foldl' head length listToAttrs
    map mapAttrs readFile replaceStrings stringLength substring tail toString;
  nameValuePair = name: value: { inherit name value; };
  genAttrs = names: make: listToAttrs (map (name: nameValuePair name (make name)) names);
  mapAttrsToList = make: attributes: map (name: make name attributes.${name}) (attrNames attributes);
  filterAttrs = keep: attributes:
    listToAttrs (map (name: nameValuePair name attributes.${name})
      (filter (name: keep name attributes.${name}) (attrNames attributes)));
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: values: if condition then values else [ ];
  optionalString = condition: text: if condition then text else "";
  optionalAttrs = condition: attributes: if condition then attributes else { };
  concatMapStringsSep = separator: make: values: concatStringsSep separator (map make values);
  concatMapStrings = concatMapStringsSep "";
  escapeShellArg = text: "'" + replaceStrings [ "'" ] [ "'\\''" ] (toString text) + "'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  getExe = package: "${getBin package}/bin/${package.meta.mainProgram or package.pname}";
  getExe' = package: name: "${getBin package}/bin/${name}";
  getOutput = output: package:
    if package.outputSpecified or false then package else package.${output} or package.out or package;
  getLib = getOutput "lib";
  getDev = getOutput "dev";
  makeSearchPath = folder: concatMapStringsSep ":" (package: "${package}/${folder}");
  makeSearchPathOutput = output: folder: packages: makeSearchPath folder (map (getOutput output) packages);
  makeLibraryPath = makeSearchPathOutput "lib" "lib";
  getBin = getOutput "bin";
  getMan = getOutput "man";
  makeIncludePath = makeSearchPathOutput "dev" "include";
  makeBinPath = makeSearchPathOutput "bin" "bin";
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  systems.flakeExposed = [ "x86_64-linux" "aarch64-linux" ];
}
