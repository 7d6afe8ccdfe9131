using System.IO.Compression;
using System.Text;

namespace Glia.Fuzz;

/// <summary>The files that are changed: the fixtures of the tests, and small ones of kinds that need none.</summary>
internal static class Seeds
{
    // What is large is only slower to try; the tests' own files are below.
    private const long MostBytes = 64 << 10;

    /// <summary>The files by kind.</summary>
    /// <param name="folders">Where fixtures are, looked through with the folders below.</param>
    public static Dictionary<Reader, List<(string Name, byte[] Bytes)>> Of(IEnumerable<string> folders)
    {
        var seeds = new Dictionary<Reader, List<(string, byte[])>>();
        IEnumerable<(string Name, byte[] Bytes)> files = folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Where(file => Reader.Of(file) is not null && new FileInfo(file).Length is > 0 and <= MostBytes)
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));
        foreach ((string name, byte[] bytes) in files.Concat(Own()))
        {
            Reader reader = Reader.Of(name)!;
            if (!seeds.TryGetValue(reader, out List<(string, byte[])>? all)) seeds[reader] = all = [];
            all.Add((name, bytes));
        }
        return seeds;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Own()
    {
        yield return ("dense.arff",
            Encoding.UTF8.GetBytes("@relation r\n@attribute a numeric\n@attribute 'b c' {x,'y z'}\n@attribute d date\n" +
            "@attribute e {0,1}\n@data\n1.5,x,2024-01-02,1\n?,'y z',2024-02-03,0\n-3e2,x,2024-03-04,1\n"));
        yield return ("sparse.arff",
            Encoding.UTF8.GetBytes("@relation r\n@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n@data\n" +
            "{0 3, 2 4}\n{1 y}\n{ }\n{0 -1, 1 y, 2 5}\n"));
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 2, .. Enumerable.Range(0, 24).Select(i => (byte)i)];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 0, 1];
        yield return ("train-images-idx3-ubyte", images);
        yield return ("train-labels-idx1-ubyte", labels);
        yield return ("train-images-idx3-ubyte.gz", Packed(images));
        byte[] lines = Encoding.UTF8.GetBytes("{\"a\": 1.5, \"b\": {\"c\": [1, 2, 3]}, \"t\": \"x\", \"y\": 1}\n{\"b\": {\"c\": [4, 5, " +
            "6]}, \"a\": null, \"t\": \"\\u00fc\", \"y\": 2}\n");
        yield return ("own.jsonl", lines);
        yield return ("own.jsonl.gz", Packed(lines));
        yield return ("own.npz", Zipped(("x.npy", Array("<f4", "(3, 2)", 24)), ("y.npy", Array("|u1", "(3,)", 3))));
        yield return ("keras.npz", Zipped(("x_train.npy", Array("|u1", "(4, 2, 3)", 24)), ("y_train.npy", Array("<i8", "(4,)", 32)),
            ("x_test.npy", Array(">i2", "(1, 2, 3)", 12)), ("y_test.npy", Array("<i8", "(1,)", 8))));
        yield return ("own-model.json", Encoding.UTF8.GetBytes("""
            {"modelTopology":{"class_name":"Sequential",
              "config":{"name":"m","layers":[{"class_name":"Dense","config":{"units":3,"activation":"relu","use_bias":true,
            "name":"a","batch_input_shape":[null,2]}},
              {"class_name":"Dense","config":{"units":2,"activation":"softmax","use_bias":true,"name":"b"}}]},
            "keras_version":"tfjs-layers 4.22.0","backend":"tensor_flow.js"},"format":"layers-model",
              "weightsManifest":[{"paths":["weights.bin"],"weights":[
            {"name":"a/kernel","shape":[2,3],"dtype":"float32"},{"name":"a/bias","shape":[3],"dtype":"float32"},
            {"name":"b/kernel","shape":[3,2],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.1,"min":-1}},
              {"name":"b/bias","shape":[2],"dtype":"float32"}]}]}
            """));
        string header = "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]},\"0.bias\":{\"dtype\":\"BF16\"," +
            "\"shape\":[3],\"data_offsets\":[24,30]}}";
        yield return ("own.safetensors",
            [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[30]]);
    }

    private static byte[] Array(string type, string shape, int bytes)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. Enumerable.Range(0, bytes).Select(i => (byte)i)];
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var packed = new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true)) packed.Write(bytes);
        return result.ToArray();
    }

    private static byte[] Zipped(params (string Name, byte[] Bytes)[] members)
    {
        using var result = new MemoryStream();
        using (var zip = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                using Stream member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                member.Write(bytes);
            }
        }
        return result.ToArray();
    }
}
