using System.IO.Compression;
using System.Text;
using Glia.Files;

namespace Glia.Data.Readers;

/// <summary>Opens text, packed (<c>.gz</c>) or not, and turns failures of the medium into sentences.</summary>
internal static class TextFile
{
    public static T Read<T>(string path, Func<TextReader, T> read)
    {
        using FileStream file = BoundedReading.Open(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new BudgetedStream(new GZipStream(file, CompressionMode.Decompress), BudgetedStream.BudgetOf(file.Length), path)
            : file;
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
            return read(reader);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new GliaException($"{path} cannot be read to its end ({e.Message.TrimEnd('.')}); copy or download it again.", e);
        }
    }
}
