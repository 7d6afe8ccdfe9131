namespace Glia.Images.Tests;

/// <summary>The files that Files/make.py makes.</summary>
internal static class Samples
{
    public const int Width = 24, Height = 16, Block = 8;

    /// <summary>The picture in all of them: blocks of one color.</summary>
    public static readonly (int Red, int Green, int Blue)[,] Blocks =
        { { (250, 250, 250), (200, 40, 40), (20, 20, 20) }, { (40, 180, 60), (30, 60, 220), (130, 130, 130) } };

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Files");

    public static string Of(string name) => Path.Combine(Folder, name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Of(name));

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder).Where(ImageReader.IsImage)
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
