using Glia.Experiments;
using Glia.Images;
using Glia.Images.Folders;
using Glia.Tables;

namespace Glia.Interop.Parquet;

/// <summary>Opens Parquet files and folders of them as data: tables, and images as Hugging Face's data sets have them.</summary>
internal static class ParquetData
{
    // Where Hugging Face's repositories keep their files.
    private const string Inner = "data";

    /// <summary>The data of a file.</summary>
    /// <exception cref="GliaException">The file is damaged, a column cannot be read, or nothing can be learned from it.</exception>
    public static LoadedData Open(DataRequest request)
    {
        ParquetFile file = ParquetFile.Open(request.Path);
        return ParquetImages.Listing(file, request) is { } images ? ImageOpener.Open(images, request) : Table(request, file);
    }

    /// <summary>
    /// The data of a folder with <c>train-00000-of-00002.parquet</c> and the like in it, or in its folder <c>data</c>: files of one part
    /// one after the other, the parts as their names say; null where there are no such files.
    /// </summary>
    /// <exception cref="GliaException">A file cannot be read, or they are not alike.</exception>
    public static LoadedData? OpenFolder(DataRequest request)
    {
        string[] paths = [.. Files(request.Path), .. Files(Path.Combine(request.Path, Inner))];
        if (paths.Length == 0) return null;
        Dictionary<SourcePart, ParquetFile> parts = Parts(request.Path, paths);
        // Who has a model judges it by the test part, as everywhere.
        if (request.Model is not null)
            parts = new Dictionary<SourcePart, ParquetFile>
            {
                [SourcePart.Training] = parts.GetValueOrDefault(SourcePart.Test, parts[SourcePart.Training]),
            };
        ImageListing?[] images = [.. parts.Select(part => ParquetImages.Listing(part.Value, request, part.Key))];
        if (images.All(listing => listing is not null))
        {
            IReadOnlyList<ImageItem> items = ImageListing.InOrder(images.SelectMany(listing => listing!.Items));
            string[] notes = [.. images.SelectMany(listing => listing!.Notes)];
            return ImageOpener.Open(new ImageListing(items, notes) { FromTable = true }, request);
        }
        return TableFolder.Joined(request, parts, Table, file => file.Name);
    }

    private static LoadedData Table(DataRequest request, ParquetFile file) => TableOpener.Open(ParquetTable.Of(file, request), request);

    private static string[] Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.parquet").Order(StringComparer.Ordinal)] : [];

    private static Dictionary<SourcePart, ParquetFile> Parts(string folder, string[] paths)
    {
        // Where no name says what a file is for, all are.
        Dictionary<string, SourcePart>? named = PartNames.Of(paths.Select(path => Path.GetFileName(path)));
        if (named is not null && paths.FirstOrDefault(path => !named.ContainsKey(Path.GetFileName(path))) is { } other)
            throw new GliaException($"{folder} holds {Path.GetFileName(other)}, whose name does not say whether it is for training or " +
                "for testing, as those of the others do; call it train, validation or test, or move it away.");
        return paths.GroupBy(path => named?[Path.GetFileName(path)] ?? SourcePart.Training)
            .ToDictionary(part => part.Key, part => ParquetFile.Open([.. part], NameOf(folder, [.. part])));
    }

    private static string NameOf(string folder, string[] paths) => paths is [var only] ? only : Path.Combine(folder,
        $"{Path.GetFileName(paths[0])} to {Path.GetFileName(paths[^1])}");
}
