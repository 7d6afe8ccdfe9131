#!/usr/bin/env bash
# Makes a program of each package's README, builds it against the packages alone, and runs it; the one that trains and saves is published
# trimmed and ahead of time as well. Called by ../pack.sh.
. "$(dirname "$0")/checked.sh"
[ -d "$GLIA_FEED" ] || fail "there are no packages yet; ./pack.sh packages makes them."
# A folder of its own for what is restored: a package of the same version may be known from before.
export NUGET_PACKAGES=$GLIA_WORK/restored
host=linux-$([ "$(uname -m)" = aarch64 ] && echo arm64 || echo x64)

consumer() { # PACKAGE FOLDER: a program that refers to the package
  mkdir -p "$2"
  awk '/^```csharp/{inside=1;next} /^```/{inside=0} inside' "$GLIA_ROOT/src/$1/README.md" >"$2/Program.cs"
  [ -s "$2/Program.cs" ] || fail "src/$1/README.md shows no program."
  cat >"$2/Consumer.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <RestoreAdditionalProjectSources>$GLIA_FEED</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="$1" Version="$GLIA_VERSION" />
  </ItemGroup>
</Project>
PROJECT
}

for package in Glia Glia.Mnist Glia.Tables Glia.Images Glia.Interop Glia.Doctor Glia.Report; do
  folder=$GLIA_WORK/consumers/$package
  consumer "$package" "$folder"
  echo "-- $package"
  (cd "$folder" && dotnet run -c Release)
done

trains() { # PROGRAM KIND: trains, saves and loads in a folder of its own
  mkdir -p "$GLIA_WORK/$2-run"
  (cd "$GLIA_WORK/$2-run" && "$1" | tee said)
  grep -q "test accuracy 9[78]" "$GLIA_WORK/$2-run/said" || fail "the $2 program did not learn the digits."
  [ -s "$GLIA_WORK/$2-run/digits.safetensors" ] || fail "the $2 program saved nothing."
}

echo "-- trimmed"
dotnet publish "$GLIA_WORK/consumers/Glia.Mnist" -c Release -v q -nologo -r "$host" --self-contained -p:PublishTrimmed=true \
  -o "$GLIA_WORK/trimmed"
trains "$GLIA_WORK/trimmed/Consumer" trimmed
echo "trimmed: $(du -sk "$GLIA_WORK/trimmed" | cut -f1) kB"

linker=$(command -v clang || command -v gcc || true)
libraries=$(ldconfig -p)
if [ -z "$linker" ] || ! grep -q 'libz\.so$\|libz\.so ' <<<"$libraries"; then
  echo "ahead of time: skipped, it needs clang or gcc and the development files of zlib"
  exit 0
fi
echo "-- ahead of time"
dotnet publish "$GLIA_WORK/consumers/Glia.Mnist" -c Release -v q -nologo -r "$host" -p:PublishAot=true -p:IlcInstructionSet=native \
  -p:CppCompilerAndLinker="$(basename "$linker")" -o "$GLIA_WORK/native"
trains "$GLIA_WORK/native/Consumer" native
echo "ahead of time: $(stat -c %s "$GLIA_WORK/native/Consumer" | awk '{print int($1 / 1000)}') kB"
cmp -s "$GLIA_WORK/trimmed-run/digits.safetensors" "$GLIA_WORK/native-run/digits.safetensors" &&
  echo "the weights of both are equal, bit for bit" ||
  echo "the weights of both differ (docs/decisions/0013-ahead-of-time.md)"
