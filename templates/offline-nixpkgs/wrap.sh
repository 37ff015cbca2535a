# A script before a program says where its parts are: NAME=path for each of $variables.
cd "$out"
mkdir -p libexec/wrapped
for program in $wrapped; do
  mv "bin/$program" "libexec/wrapped/$program"
  {
    echo "#!$shell/bin/bash"
    for variable in $variables; do
      echo "export ${variable%%=*}=\"\${${variable%%=*}:-$out/${variable#*=}}\""
    done
    echo "exec -a \"\$0\" $out/libexec/wrapped/$program \"\$@\""
  } > "bin/$program"
  chmod +x "bin/$program"
done
