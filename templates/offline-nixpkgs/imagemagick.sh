# Upstream's names, and the places of its modules and settings.
cd "$out"
for program in bin/*-im7.q16; do mv "$program" "bin/$(basename "$program" -im7.q16)"; done
for program in bin/*; do
  if [ -L "$program" ]; then target=$(readlink "$program"); ln -sf "${target%-im7.q16}" "$program"; fi
done
wrapped=magick
if [ -f bin/convert ] && [ ! -L bin/convert ]; then wrapped="magick convert identify mogrify composite montage"; fi
variables="MAGICK_CODER_MODULE_PATH=$(ls -d lib/ImageMagick-*/modules-*/coders) MAGICK_CODER_FILTER_PATH=$(ls -d lib/ImageMagick-*/modules-*/filters) MAGICK_CONFIGURE_PATH=$(ls -d etc/ImageMagick-*)"
