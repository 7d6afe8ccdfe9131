using System.Globalization;
using Glia.Data;
using Glia.Experiments;
using Glia.Images.Folders;

namespace Glia.Images;

/// <summary>Opens folders of images, with a folder a class or a table of labels, as the data of an experiment.</summary>
public static class ImageOpener
{
    // So many unreadable files are named; there may be thousands.
    private const int MostNamed = 20;

    /// <summary>The opener of image folders; null where a source is none.</summary>
    /// <param name="request">What is asked for: the path, and how to read it.</param>
    /// <exception cref="GliaException">It is one, and cannot be learned from; the sentence says why.</exception>
    public static LoadedData? Open(DataRequest request) => Listing(request) is { } listing ? Open(listing, request) : null;

    /// <summary>The data of images that were found.</summary>
    /// <exception cref="GliaException">They cannot be learned from; the sentence says why.</exception>
    internal static LoadedData Open(ImageListing listing, DataRequest request)
    {
        ImageItem[] items = [.. listing.Items];
        ImagePreparation preparation = request.Model is { } model ? ImagePreparation.Of(model) : Wanted(request.Data, items);
        ImageBatch batch = ImageBatch.Read([.. items.Select(item => item.Path)], row => items[row].Read(), preparation);
        if (batch.Inputs is null)
            throw new GliaException($"None of the {items.Length:N0} images of {request.Data.Source} can be read: {Named(batch.Refused)}");
        ImageItem[] kept = [.. batch.Kept.Select(row => items[row])];
        RequireClasses(request, listing, items, kept, batch.Refused);
        ImageInput? images = (preparation as ResizedImages)?.Input;
        ByteFeatures inputs = batch.Inputs;
        bool choose = request.Model is null && request.Data.ColorMode == "auto";
        if (choose && GrayColumns.Of(inputs) is { } gray) (inputs, images) = (gray, images! with { Color = false });
        return Labeled(inputs, kept, listing) with
        {
            Images = images,
            Files = [.. kept.Select(item => Path.GetRelativePath(Root(request.Path), item.Path))],
            StandardValidationRows = kept.Count(item => item.Part == SourcePart.Validation),
            StandardTestRows = kept.Count(item => item.Part == SourcePart.Test),
            Notes = [.. listing.Notes, .. Sizes(request, images), .. Unreadable(batch.Refused, items.Length)],
        };
    }

    /// <summary>The images of a folder, for predictions: what they show is not asked.</summary>
    /// <param name="folder">The folder, with those in it.</param>
    public static IReadOnlyList<string> ImagesIn(string folder) => FolderTree.Images(folder, new LeftOut());

    /// <summary>Whether a path is a folder with images in it, or below.</summary>
    /// <param name="path">The file or folder.</param>
    public static bool IsImageFolder(string path) => Directory.Exists(path) && !IsArrayFolder(path) && FolderTree.HoldsImages(path);

    private static string Root(string path) => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";

    private static ImageListing? Listing(DataRequest request)
    {
        try
        {
            if (File.Exists(request.Path) && FolderTree.IsAnyImage(request.Path))
                throw new GliaException($"{request.Data.Source} is a single image, which says of itself nothing to learn; name a folder " +
                    "with a folder a class, or a table (.csv) that says what each image shows. glia predict asks a model about an image.");
            if (File.Exists(request.Path))
                return LabelTable.IsTable(request.Path) ? LabelTable.OfFile(request.Path, request.Data.Targets) : null;
            if (!IsImageFolder(request.Path)) return null;
            return LabelTable.InFolder(request.Path, request.Data.Targets) ?? ClassFolders.List(request.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string reason = error.Message.TrimEnd('.');
            throw new GliaException($"{request.Data.Source} cannot be looked through ({reason}); check that you may read it.", error);
        }
    }

    // A folder of arrays may hold pictures too: of its curves, for example.
    private static bool IsArrayFolder(string path) =>
        Directory.EnumerateFiles(path).Select(Path.GetFileName).Any(file =>
            file!.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || file.Contains("-ubyte", StringComparison.OrdinalIgnoreCase));

    private static ResizedImages Wanted(ExperimentData data, ImageItem[] items) =>
        new(new ImageInput(data.ImageSize ?? UsualSize.Of(items), data.ColorMode != "grayscale"));

    private static string Named(IReadOnlyList<string> refused) => string.Join(" ", refused.Take(MostNamed));

    private static void RequireClasses(
        DataRequest request, ImageListing listing, ImageItem[] items, ImageItem[] kept, IReadOnlyList<string> refused)
    {
        if (listing.FromTable || request.Model is not null) return;
        string[] classes = [.. kept.Select(item => item.Targets[0]).Distinct()];
        if (items.FirstOrDefault(item => !classes.Contains(item.Targets[0])) is { } lost)
            throw new GliaException($"No image of the class {lost.Targets[0]} can be read: {Named(refused)}");
        if (classes.Length == 1)
            throw new GliaException($"{request.Data.Source} holds images of one class alone, {classes[0]}; "
                + "to tell it from something, add a folder with images of something else.");
    }

    private static LoadedData Labeled(ByteFeatures inputs, ImageItem[] items, ImageListing listing)
    {
        int width = items[0].Targets.Length;
        if (width == 0) return LoadedData.WithoutTargets(inputs);
        if (listing.FromTable && Numbers(items) is { } values) return LoadedData.OfNumbers(inputs, new Targets(values, width));
        if (width > 1)
            throw new GliaException("Of several columns to learn each must hold numbers; name one column with words by --targets.");
        return LoadedData.OfTexts(inputs, [.. items.Select(item => item.Targets[0])]);
    }

    private static float[]? Numbers(ImageItem[] items)
    {
        var values = new List<float>();
        foreach (string text in items.SelectMany(item => item.Targets))
        {
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
                return null;
            values.Add(value);
        }
        return [.. values];
    }

    private static IEnumerable<string> Sizes(DataRequest request, ImageInput? images)
    {
        if (images is null || request.Model is not null) yield break;
        string color = images.Color ? "color" : "gray";
        string other = request.Data.ImageSize is null ? "; --image-size says otherwise" : "";
        yield return $"each image becomes {images.Size.Width} x {images.Size.Height} pixels in {color}{other}";
    }

    private static IEnumerable<string> Unreadable(IReadOnlyList<string> refused, int all)
    {
        if (refused.Count == 0) yield break;
        yield return $"left out: {refused.Count:N0} of {all:N0} images, which cannot be read:";
        foreach (string sentence in refused.Take(MostNamed)) yield return $"  {sentence}";
        if (refused.Count > MostNamed) yield return $"  … and {refused.Count - MostNamed:N0} more";
    }
}
