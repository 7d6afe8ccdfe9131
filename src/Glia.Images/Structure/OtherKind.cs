using System.Text;

namespace Glia.Images.Structure;

/// <summary>Says what a file is that is no PNG, JPEG, GIF or BMP, as far as its first bytes tell.</summary>
internal static class OtherKind
{
    private const string Tiff = "a TIFF, or a camera's raw file";

    private static readonly (int At, byte[] Bytes, string Kind)[] s_kinds =
    [
        (8, "WEBP"u8.ToArray(), "a WebP image"),
        (0, [0x49, 0x49, 0x2A, 0x00], Tiff),
        (0, [0x4D, 0x4D, 0x00, 0x2A], Tiff),
        (4, "ftyphei"u8.ToArray(), "a HEIC image, as iPhones write them"),
        (4, "ftypmif1"u8.ToArray(), "a HEIF image"),
        (4, "ftypavif"u8.ToArray(), "an AVIF image"),
        (0, "8BPS"u8.ToArray(), "a Photoshop file"),
        (0, "%PDF"u8.ToArray(), "a PDF"),
        (0, "PK"u8.ToArray(), "a zip archive"),
        (0, "<svg"u8.ToArray(), "an SVG drawing"),
    ];

    /// <summary>The sentence, without its subject.</summary>
    public static string Sentence(ReadOnlySpan<byte> file)
    {
        if (file.Length == 0) return "is empty; copy it again.";
        foreach ((int at, byte[] bytes, string kind) in s_kinds)
            if (file.Length >= at + bytes.Length && file.Slice(at, bytes.Length).SequenceEqual(bytes))
                return $"is {kind}, which cannot be read; convert it to PNG or JPEG.";
        if (file.Length < 16) return $"is no image: it holds {file.Length} bytes; give a PNG, JPEG, GIF or BMP.";
        return LooksLikeMarkup(file)
            ? "is a page of text and no image, as a failed download leaves it; download it again."
            : "is no image that can be read; give a PNG, JPEG, GIF or BMP.";
    }

    private static bool LooksLikeMarkup(ReadOnlySpan<byte> file)
    {
        string start = Encoding.Latin1.GetString(file[..Math.Min(64, file.Length)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
    }
}
