using System.Buffers.Binary;
using System.Numerics;
using Glia.Files;
using Glia.Interop.Files;
using Glia.Interop.Networks;

namespace Glia.Interop.Torch;

/// <summary>The tensors of PyTorch's files: the zip archives since 1.6, and the files before.</summary>
internal static class TorchFile
{
    private static readonly BigInteger s_magic = BigInteger.Parse("119547037146038801333356",
        System.Globalization.CultureInfo.InvariantCulture);

    // Where checkpoints keep the weights.
    private static readonly string[] s_places = ["state_dict", "model_state_dict", "model", "net"];

    /// <summary>The tensors by name, in the order of the file.</summary>
    /// <exception cref="GliaException">It holds no state dict, is damaged, or has something that would have to be run.</exception>
    public static IReadOnlyList<ForeignTensor> Read(string path, bool old)
    {
        if (old) return ReadOld(path);
        using var zip = ZipMembers.Open(path);
        string pickle = zip.Names.First(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal));
        string prefix = pickle[..^"data.pkl".Length];
        if (zip.Has(prefix + "byteorder") && zip.Text(prefix + "byteorder").Trim() == "big")
            throw new GliaException($"{path} was saved on a machine with the highest byte first; save it again on another.");
        object? top = new Unpickler(path, zip.Bytes(pickle)).Load();
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        return Tensors(path, top, storage =>
        {
            string member = $"{prefix}data/{storage.Key}";
            if (!storages.TryGetValue(member, out byte[]? bytes)) storages[member] = bytes = zip.Bytes(member);
            return bytes;
        });
    }

    // Five pickles, then for each storage its count and its numbers.
    private static IReadOnlyList<ForeignTensor> ReadOld(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        byte[] bytes = BoundedReading.ReadExactly(stream, stream.Length, path, "the file");
        var pickles = new Unpickler(path, bytes);
        if (pickles.Load() is not BigInteger magic || magic != s_magic) throw Damaged(path, "does not begin as such a file");
        _ = pickles.Load();
        _ = pickles.Load();
        object? top = pickles.Load();
        if (pickles.Load() is not List<object?> keys) throw Damaged(path, "does not say which numbers it has");
        var types = new Dictionary<string, PickleStorage>(StringComparer.Ordinal);
        IReadOnlyList<ForeignTensor> tensors = Tensors(path, top, storage => [], types);
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        int at = pickles.Position;
        foreach (object? key in keys)
        {
            if (key is not string name || !types.TryGetValue(name, out PickleStorage? storage))
            {
                // Numbers that no weight refers to, such as an optimizer's, end what can be told apart here.
                throw Damaged(path, "has numbers that belong to no tensor");
            }
            if (bytes.Length - at < 8) throw Damaged(path, "is cut off");
            long count = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)), size = SizeOf(path, storage.Type);
            at += 8;
            if (count != storage.Count || count > (bytes.Length - at) / size) throw Damaged(path, "is cut off");
            storages[name] = bytes[at..(at + (int)(count * size))];
            at += (int)(count * size);
        }
        return Tensors(path, top, storage => storages.GetValueOrDefault(storage.Key) ?? throw Damaged(path,
            "lacks the numbers of a tensor"));
    }

    private static List<ForeignTensor> Tensors(
        string path, object? top, Func<PickleStorage, byte[]> bytes, Dictionary<string, PickleStorage>? seen = null)
    {
        if (seen is not null) Collect(top, seen, new HashSet<object>(ReferenceEqualityComparer.Instance));
        PickleDictionary state = StateOf(path, top) ?? throw new GliaException(
            $"{path} is a PyTorch file without a state dict; save one: torch.save(model.state_dict(), path).");
        var tensors = new List<ForeignTensor>();
        foreach (object key in state.Keys)
            if (key is string name && state[key] is PickleTensor tensor) tensors.Add(Foreign(path, name, tensor, bytes));
        return tensors;
    }

    private static void Collect(object? value, Dictionary<string, PickleStorage> seen, HashSet<object> visited)
    {
        var waiting = new Stack<object?>([value]);
        while (waiting.TryPop(out object? next))
        {
            if (next is null || (next is not string && !visited.Add(next))) continue;
            if (next is PickleTensor tensor) seen[tensor.Storage.Key] = tensor.Storage;
            else if (next is PickleDictionary dictionary) foreach (object key in dictionary.Keys) waiting.Push(dictionary[key]);
            else if (next is List<object?> list) foreach (object? item in list) waiting.Push(item);
            else if (next is object?[] tuple) foreach (object? item in tuple) waiting.Push(item);
        }
    }

    // A checkpoint has other numbers beside the weights: where those are is known by habit, or is the one dictionary that has tensors.
    private static PickleDictionary? StateOf(string path, object? top)
    {
        if (top is not PickleDictionary dictionary) return null;
        if (HasWeights(dictionary)) return dictionary;
        if (s_places.Select(place => dictionary[place] as PickleDictionary).FirstOrDefault(HasWeights) is { } known) return known;
        (string Name, PickleDictionary State)[] held = [.. dictionary.Keys.OfType<string>()
            .Where(name => !name.Contains("optim", StringComparison.OrdinalIgnoreCase))
            .Select(name => (name, dictionary[name] as PickleDictionary)).Where(one => HasWeights(one.Item2)).Select(one =>
                (one.name, one.Item2!))];
        if (held.Length > 1)
            throw new GliaException($"{path} is a PyTorch file with {held.Length} state dicts " +
                $"({string.Join(", ", held.Take(6).Select(one => $"'{one.Name}'"))}); save the one that is wanted: " +
                $"torch.save(checkpoint[\"{held[0].Name}\"], path).");
        return held.Length == 1 ? held[0].State : null;
    }

    // Single numbers, such as the best accuracy so far, are no weights.
    private static bool HasWeights(PickleDictionary? dictionary) =>
        dictionary is not null && dictionary.Keys.Exists(key => key is string && dictionary[key] is PickleTensor { Sizes.Length: > 0 });

    private static ForeignTensor Foreign(string path, string name, PickleTensor tensor, Func<PickleStorage, byte[]> bytes)
    {
        (long[] sizes, long[] strides) = (tensor.Sizes, tensor.Strides);
        if (sizes.Length != strides.Length || sizes.Length > 8 || sizes.Any(size => size > int.MaxValue) || strides.Any(stride =>
            stride > int.MaxValue))
            throw Damaged(path, $"gives '{name}' a size that no tensor has");
        // How many numbers there are and the last that is needed; both are compared with what is there before anything is allocated.
        Int128 length = 1, last = tensor.Offset;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            length *= sizes[axis];
            last += (sizes[axis] - (Int128)1) * strides[axis];
            if (length > int.MaxValue) break;
        }
        if (length > Math.Max(1, tensor.Storage.Count) || (length > 0 && last >= tensor.Storage.Count))
            throw TooShort(path, name);
        byte[] storage = bytes(tensor.Storage);
        return new ForeignTensor(name, [.. sizes.Select(size => (int)size)], () => View(path, name, tensor, (int)length, storage));
    }

    private static GliaException TooShort(string path, string name) => Damaged(path, $"has fewer numbers than '{name}' needs");

    private static float[] View(string path, string name, PickleTensor tensor, int length, byte[] bytes)
    {
        int size = SizeOf(path, tensor.Storage.Type);
        if (tensor.Storage.Count > bytes.Length / size) throw TooShort(path, name);
        var values = new float[length];
        int rank = tensor.Sizes.Length;
        var place = new long[rank];
        long at = tensor.Offset;
        for (int i = 0; i < length; i++)
        {
            values[i] = Number(tensor.Storage.Type, bytes.AsSpan((int)(at * size), size));
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                at += tensor.Strides[axis];
                if (++place[axis] < tensor.Sizes[axis]) break;
                at -= tensor.Strides[axis] * tensor.Sizes[axis];
                place[axis] = 0;
            }
        }
        return values;
    }

    private static int SizeOf(string path, string type) => type switch
    {
        "torch FloatStorage" or "torch IntStorage" => 4,
        "torch DoubleStorage" or "torch LongStorage" => 8,
        "torch HalfStorage" or "torch BFloat16Storage" or "torch ShortStorage" => 2,
        "torch CharStorage" or "torch ByteStorage" or "torch BoolStorage" => 1,
        _ => throw new GliaException($"{path} has tensors of the type {type[6..]}, which Glia does not read; save them as float32."),
    };

    private static float Number(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "torch FloatStorage" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "torch DoubleStorage" => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "torch HalfStorage" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        "torch BFloat16Storage" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        "torch LongStorage" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        "torch IntStorage" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "torch ShortStorage" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        "torch CharStorage" => (sbyte)bytes[0],
        _ => bytes[0],
    };

    /// <summary>That a file is not what it was written as.</summary>
    internal static GliaException Damaged(string path, string what) =>
        new($"{path} is a damaged PyTorch file: it {what}; save or copy it again.");
}
