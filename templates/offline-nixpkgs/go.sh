# One folder share/go, as nixpkgs has it, instead of Debian's two with links between them.
cd "$out"
cp -aL "lib/go-$version" share/go
rm -rf lib bin "share/go-$version" share/go/test
mkdir bin
for program in go gofmt; do ln -s "../share/go/bin/$program" bin/; done
