using Glia.Images.Structure;
using StbImageSharp;

namespace Glia.Images;

/// <summary>
/// Reads PNG, JPEG, BMP and the first picture of a GIF. The structure of a file is walked to its end before anything is decoded, so that a
/// file that is cut off is said to be, and the decoder behind it can neither loop nor take memory that the file does not account for.
/// </summary>
public static class ImageReader
{
    // Far above what cameras write; a whole file is read into memory.
    private const long MostBytes = 256 << 20;

    private static readonly string[] s_extensions = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".gif"];

    /// <summary>Whether a file's name says that it is an image of a kind that can be read.</summary>
    /// <param name="path">The file or folder.</param>
    public static bool IsImage(string path) => s_extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Reads an image and turns it as its EXIF orientation says.</summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="GliaException">It cannot be read; the sentence begins with the path and says why.</exception>
    public static Image Read(string path) => Named(path, () => Decode(Bytes(path)));

    /// <summary>Reads an image that lies within another file.</summary>
    /// <param name="file">The bytes of its own file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="GliaException">It cannot be read; the sentence begins with the name and says why.</exception>
    internal static Image Read(ReadOnlyMemory<byte> file, string name) => Named(name, () => Decode(file.ToArray()));

    private static Image Named(string path, Func<Image> read)
    {
        try
        {
            return read();
        }
        catch (GliaException error)
        {
            throw new GliaException($"{path} {error.Message}", error);
        }
    }

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="GliaException">It is no image, or a damaged one; the sentence has no subject: "is cut off: …".</exception>
    internal static Image Decode(byte[] file)
    {
        ImageHeader header = ImageHeader.Read(file);
        using IDisposable memory = DecodingMemory.Take(header.Pixels);
        ImageResult result;
        try
        {
            using var stream = new EndingStream(file, header.Length);
            result = ImageResult.FromStream(stream);
        }
        catch (Exception error) when (error is not (GliaException or OutOfMemoryException))
        {
            // The decoder throws whatever it likes at a damaged file.
            throw new GliaException($"is damaged and cannot be decoded ({Reason(error)}); export or copy it again.", error);
        }
        if (result.Width != header.Width || result.Height != header.Height)
            throw new GliaException($"is damaged: it announces {header.Size} and decodes to {result.Width} x {result.Height}; " +
                "export or copy it again.");
        return Orientation.Apply(new Image(result.Data, result.Width, result.Height, (int)result.Comp), header.Orientation);
    }

    private static string Reason(Exception error) => error is InvalidOperationException or EndOfStreamException
        ? error.Message.TrimEnd('.')
        : "its content contradicts itself";

    private static byte[] Bytes(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            long length = stream.Length;
            if (length > MostBytes)
                throw new GliaException($"holds {length:N0} bytes, more than the {MostBytes:N0} an image may have here; make it smaller.");
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GliaException("does not exist; give the path of an image.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GliaException($"cannot be opened ({error.Message.TrimEnd('.')}); check that it is a file you may read.", error);
        }
    }
}
