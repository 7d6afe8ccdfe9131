namespace Glia.Experiments;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): 70,000 gray pictures of clothes in the form of MNIST. It does not come with the library:
/// it is a folder of IDX files called <c>fashion-mnist</c>, or what Debian's package <c>dataset-fashion-mnist</c> installs.
/// </summary>
public static class FashionMnist
{
    /// <summary>What experiments call it, and the name of its folder.</summary>
    public const string Source = "fashion-mnist";

    // Where Debian puts it.
    private const string Installed = "/usr/share/datasets/fashion-mnist";

    private static readonly string[] Classes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Opens it where it is asked for; null for any other data.</summary>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="GliaException">It is not there, or cannot be read.</exception>
    public static LoadedData? Open(DataRequest request) => Open(request, Installed);

    internal static LoadedData? Open(DataRequest request, string installed)
    {
        string path = Path.TrimEndingDirectorySeparator(request.Path);
        if (Path.GetFileName(path) != Source) return null;
        if (!Path.Exists(path))
        {
            if (request.Data.Source != Source) return null;
            if (!Directory.Exists(installed))
                throw new GliaException("Fashion-MNIST does not come with Glia, and there is neither a folder " +
                    $"{Source} here nor {installed}; install Debian's package dataset-fashion-mnist, or put the four files " +
                    $"train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz and the same of t10k into a folder {Source}.");
            path = installed;
        }
        LoadedData loaded = FileData.Open(request with { Path = path });
        // The files number the classes; another data set in such a folder keeps its numbers.
        return loaded is { Classes: { } numbers, ClassNames.Length: 10 } ? loaded.With(loaded.Inputs, numbers, Classes) : loaded;
    }
}
