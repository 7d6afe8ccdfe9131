using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Glia.Files;
using Glia.Interop.Hdf5;

namespace Glia.Interop.Files;

/// <summary>Tells a file by its first bytes.</summary>
public static class Recognition
{
    // MATLAB writes its own header into the block in front of HDF5.
    private const int MatlabBlock = 512;

    // A description of a network begins with what kind it is.
    private const int MostText = 1 << 16;

    private static ReadOnlySpan<byte> OldTorch => [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    /// <summary>What a file or a folder is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It cannot be opened.</exception>
    public static FileFormat Of(string path)
    {
        if (Directory.Exists(path))
        {
            if (File.Exists(Path.Combine(path, "saved_model.pb"))) return FileFormat.SavedModel;
            return File.Exists(Path.Combine(path, "model.json")) ? OfText(Path.Combine(path, "model.json")) : FileFormat.Unknown;
        }
        using FileStream stream = BoundedReading.Open(path);
        var start = new byte[Math.Min(stream.Length, 132)];
        stream.ReadExactly(start);
        if (OfBytes(start) is { } known) return known;
        if (start is [0x50, 0x4b, 3, 4, ..] or [0x50, 0x4b, 5, 6, ..]) return OfZip(path);
        if (Hdf5File.FindSignature(stream) is var at && at >= 0) return at == MatlabBlock && IsMatlab(start) ? FileFormat.Matlab73
            : FileFormat.Hdf5;
        if (IsMatlab(start)) return FileFormat.Matlab;
        if (start is [_, _, _, _, _, _, _, _, (byte)'{', ..]
            && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsHeader.LongestHeader)
            return FileFormat.Safetensors;
        if (start is [(byte)'{', ..] || Encoding.UTF8.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r',
            '\n').StartsWith('{')) return OfText(path);
        if (Onnx.OnnxGraph.Looks(stream)) return FileFormat.Onnx;
        if (Data.MatFile.LooksOld(start, stream.Length)) return FileFormat.Matlab;
        return IsEventFile(start) ? FileFormat.TensorBoard : FileFormat.Unknown;
    }

    /// <summary>What it is called in a sentence: <c>a PyTorch file</c>.</summary>
    /// <param name="format">The format.</param>
    public static string Words(FileFormat format) => format switch
    {
        FileFormat.Hdf5 => ForeignFile.Hdf5,
        FileFormat.Matlab73 => "a MATLAB file of version 7.3",
        FileFormat.Keras => "a Keras model (.keras)",
        FileFormat.Torch or FileFormat.TorchOld => "a PyTorch file",
        FileFormat.TorchScript => "a program compiled by PyTorch (TorchScript)",
        FileFormat.Pickle => ForeignFile.Pickle,
        FileFormat.Npz => "an archive of numpy arrays (.npz)",
        FileFormat.Npy => "a numpy array (.npy)",
        FileFormat.Excel => "an Excel sheet",
        FileFormat.Zip => "a zip archive",
        FileFormat.DamagedZip => "a zip archive that is cut off or damaged",
        FileFormat.Onnx => "an ONNX model",
        FileFormat.Parquet => ForeignFile.Parquet,
        FileFormat.Matlab => "a MATLAB file",
        FileFormat.Safetensors => "a safetensors file",
        FileFormat.TensorFlowJs => "a TensorFlow.js model of layers",
        FileFormat.TensorFlowJsGraph => "a TensorFlow.js graph-model",
        FileFormat.JsonLines => "JSON lines, an object a line",
        FileFormat.KerasDescription => "the layers of a Keras model without weights",
        FileFormat.TensorFlowLite => "a TensorFlow Lite model",
        FileFormat.SavedModel => "a TensorFlow SavedModel",
        FileFormat.TensorBoard => "a TensorBoard event file",
        FileFormat.Image => "an image",
        _ => ForeignFile.NoKind,
    };

    private static FileFormat? OfBytes(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith(OldTorch) => FileFormat.TorchOld,
        [0x80, >= 1 and <= 5, ..] => FileFormat.Pickle,
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => FileFormat.Npy,
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => FileFormat.Parquet,
        [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => FileFormat.TensorFlowLite,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xff, 0xd8, 0xff, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] =>
            FileFormat.Image,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileFormat.Image,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => FileFormat.Image,
        _ => null,
    };

    private static bool IsMatlab(ReadOnlySpan<byte> start) => start.Length >= 128 && start.StartsWith("MATLAB "u8);

    private static FileFormat OfZip(string path)
    {
        try
        {
            using FileStream stream = BoundedReading.Open(path);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
            if (names.Contains("config.json") && Array.Exists(names, name => name is "metadata.json"
                or "model.weights.h5")) return FileFormat.Keras;
            if (names.Contains("[Content_Types].xml")) return FileFormat.Excel;
            if (Array.Exists(names, name => name.EndsWith("/data.pkl", StringComparison.Ordinal) || name == "data.pkl"))
                return Array.Exists(names, name => name.EndsWith("/constants.pkl", StringComparison.Ordinal)) ? FileFormat.TorchScript
                    : FileFormat.Torch;
            return Array.Exists(names, name => name.EndsWith(".npy", StringComparison.Ordinal)) ? FileFormat.Npz : FileFormat.Zip;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException)
        {
            return FileFormat.DamagedZip;
        }
    }

    // Only the beginning is looked at: it says what kind of description it is.
    private static FileFormat OfText(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        var start = new byte[Math.Min(stream.Length, MostText)];
        stream.ReadExactly(start);
        string text = Encoding.UTF8.GetString(start);
        if (text.Contains("\"modelTopology\"", StringComparison.Ordinal))
            return text.Contains("\"graph-model\"", StringComparison.Ordinal) || (text.Contains("\"node\"", StringComparison.Ordinal)
                && !text.Contains("\"class_name\"", StringComparison.Ordinal)) ? FileFormat.TensorFlowJsGraph : FileFormat.TensorFlowJs;
        bool model = text.Contains("\"class_name\"", StringComparison.Ordinal)
            && (text.Contains("\"Sequential\"", StringComparison.Ordinal) || text.Contains("\"Functional\"", StringComparison.Ordinal)
                || text.Contains("\"Model\"", StringComparison.Ordinal));
        if (model && !text.Contains("\"data\"", StringComparison.Ordinal)) return FileFormat.KerasDescription;
        return AreJsonLines(text) ? FileFormat.JsonLines : FileFormat.Unknown;
    }

    // An object that ends with its line, and another in the next.
    private static bool AreJsonLines(string text) => text.Split('\n', 3, StringSplitOptions.TrimEntries) is [var first, var second, ..]
        && first.TrimStart('\uFEFF') is ['{', .., '}'] && second.StartsWith('{');

    private static bool IsEventFile(ReadOnlySpan<byte> start) =>
        start.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(start[8..]) == Crc32C.Masked(start[..8]);
}
