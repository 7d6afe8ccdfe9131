using Glia.Images;

namespace Glia.Cli.Commands;

/// <summary>The words of a command line that name images and folders of them.</summary>
internal static class ImageWords
{
    /// <summary>The images that words name, those of a folder by path; null where the one word names other data.</summary>
    /// <exception cref="GliaException">Of several words one names no images.</exception>
    public static IReadOnlyList<string>? Paths(IReadOnlyList<string> words)
    {
        var paths = new List<string>();
        foreach (string word in words)
        {
            if (ImageOpener.IsImageFolder(word)) paths.AddRange(ImageOpener.ImagesIn(word));
            else if (ImageReader.IsImage(word)) paths.Add(word);
            else if (words.Count == 1) return null;
            else throw new GliaException($"'{word}' is neither an image nor a folder of images; of other data give one file at a time.");
        }
        return paths;
    }
}
