using System.Security.Cryptography;
using System.Text;
using Glia.Files;
using Glia.Images;
using Glia.Serve.Predicting;

namespace Glia.Serve.Drawing;

/// <summary>
/// Pictures that somebody said the right class of, as the network saw them: a folder a class, which <c>glia train</c> reads.
/// </summary>
/// <param name="folder">The folder; made when the first one is kept.</param>
internal sealed class KeptPictures(string folder)
{
    // Nobody says so many of one class by hand.
    private const int MostOfClass = 10_000, LongestName = 64;

    /// <summary>Where they are.</summary>
    public string Folder => folder;

    /// <summary>Keeps one.</summary>
    /// <param name="answerer">The model that saw it.</param>
    /// <param name="png">The picture as it was shown beside the answer.</param>
    /// <param name="number">The class it is of, by number.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="GliaException">It is none of this model's, or cannot be written.</exception>
    public string Keep(Answerer answerer, byte[] png, int number)
    {
        if ((uint)number >= (uint)answerer.Names.Count) throw new GliaException("There is no such class.");
        (int height, int width) = answerer.PictureSize;
        Image image = ImageReader.Read(png, "The picture");
        if (image.Width != width || image.Height != height)
            throw new GliaException($"The picture has {image.Width} x {image.Height} pixels and the network sees {width} x {height}; " +
                "try it first.");
        string place = Path.Combine(folder, FolderName(answerer.Names[number]));
        if (Directory.Exists(place) && Directory.EnumerateFiles(place).Take(MostOfClass).Count() == MostOfClass)
            throw new GliaException($"{place} holds {MostOfClass:N0} pictures already; move them away first.");
        Directory.CreateDirectory(place);
        string file = Path.Combine(place, $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}.png");
        AtomicFile.Write(file, stream => stream.Write(png), toDisk: false);
        return file;
    }

    /// <summary>
    /// A class as the name of a folder: what no folder may be called is written by its number in hexadecimal, as in addresses.
    /// </summary>
    internal static string FolderName(string name)
    {
        if (name.Length == 0) return "%";
        string safe = string.Concat(name.Select((c, i) =>
            IsSafe(c, inside: i > 0 && i < name.Length - 1) ? c.ToString() : $"%{(int)c:X2}"));
        // What is cut is told apart by what it was.
        return safe.Length <= LongestName ? safe
            : $"{safe[..LongestName]}%{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    private static bool IsSafe(char c, bool inside) => char.IsLetterOrDigit(c) || c is '-' or '_' || inside && c is '.' or ' ';
}
