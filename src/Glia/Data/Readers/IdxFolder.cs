using Glia.Data.Mapped;
using Glia.Files;

namespace Glia.Data.Readers;

/// <summary>
/// A folder as MNIST came: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c> and the same for <c>t10k</c> or <c>test</c>,
/// plain or <c>.gz</c>, also with a dot before <c>idx</c>.
/// </summary>
internal static class IdxFolder
{
    private static readonly string[] s_testPrefixes = ["t10k", "test"];

    public static bool Holds(string folder) => Find(folder, "train", "images") != null;

    /// <summary>Whether a file's name says that it holds images in this format.</summary>
    public static bool IsImages(string path)
    {
        string name = Path.GetFileName(path);
        return File.Exists(path) && name.Contains("images", StringComparison.OrdinalIgnoreCase)
            && name.Contains("idx3", StringComparison.OrdinalIgnoreCase);
    }

    public static DataFile Read(string folder, DataFileOptions options)
    {
        DataFile data = ReadPair(folder, Find(folder, "train", "images")!, Require(folder, "train", "labels"), options);
        string? test = s_testPrefixes.FirstOrDefault(prefix => Find(folder, prefix, "images") != null);
        if (test == null) return data;
        DataFile held = ReadPair(folder, Find(folder, test, "images")!, Require(folder, test, "labels"), options);
        return data.WithTest(held.Inputs, held.Targets);
    }

    /// <summary>One file of images, with the labels that lie beside it.</summary>
    public static DataFile ReadPair(string images, DataFileOptions options)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(images))!;
        string prefix = Path.GetFileName(images);
        prefix = prefix[..prefix.IndexOf("images", StringComparison.OrdinalIgnoreCase)].TrimEnd('-', '_', '.');
        return ReadPair(images, images, Require(folder, prefix, "labels"), options);
    }

    private static DataFile ReadPair(string name, string images, string labels, DataFileOptions options)
    {
        StoredArray pixels = Idx.Open(images, options.MapFrom);
        NdArray classes = Idx.Read(labels);
        if (pixels.Shape.Length < 2)
            throw new GliaException(
                $"{images} holds no images but an array of rank {pixels.Shape.Length}; are images and labels exchanged?");
        if (classes.Rank != 1)
            throw new GliaException($"{labels} holds no labels but an array of rank {classes.Rank}; are images and labels exchanged?");
        // A dense network sees an image as one row of pixels, as OpenML's tables have it.
        StoredArray flat = pixels.Shaped([pixels.Shape[0], Flat(pixels, images)]);
        return new DataFile(name, flat.ToFeatures(images), classes) { TargetsAreClasses = true };
    }

    private static int Flat(StoredArray pixels, string name) => NdArray.LengthOf(pixels.Shape.AsSpan(1)) is { } size and <= int.MaxValue
        ? (int)size
        : throw new GliaException($"{name} announces images of {string.Join(" x ", pixels.Shape.Skip(1))} pixels, " +
            "too much for one sample; copy or download it again.");

    private static string Require(string folder, string prefix, string what) => Find(folder, prefix, what)
        ?? throw new GliaException($"{folder} holds {prefix}-images but no {prefix}-{what}; " +
            $"put the file {prefix}-{what}-idx1-ubyte beside it.");

    private static string? Find(string folder, string prefix, string what) => Directory.GetFiles(folder)
        .Where(path => Path.GetFileName(path) is var name && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && name.AsSpan(prefix.Length).TrimStart("-_.").StartsWith(what, StringComparison.OrdinalIgnoreCase))
        .OrderBy(path => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            .ThenBy(path => path, StringComparer.Ordinal).FirstOrDefault();
}
