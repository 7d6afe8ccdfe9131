using System.Buffers.Binary;
using System.Text;

namespace Glia.Interop.Torch;

/// <summary>A name that a pickle refers to: <c>collections OrderedDict</c>. It is compared, and never looked up anywhere.</summary>
internal sealed record PickleName(string Name);

/// <summary>Numbers that lie outside the pickle.</summary>
internal sealed record PickleStorage(string Type, string Key, long Count);

/// <summary>A view of a storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Sizes, long[] Strides);

/// <summary>Keys and values in the order in which they were put in.</summary>
internal sealed class PickleDictionary
{
    private readonly Dictionary<object, object?> _values = [];

    /// <summary>The keys in order.</summary>
    public List<object> Keys { get; } = [];

    /// <summary>The value under a key; null where there is none.</summary>
    public object? this[object key]
    {
        get => _values.GetValueOrDefault(key);
        set
        {
            if (!_values.ContainsKey(key)) Keys.Add(key);
            _values[key] = value;
        }
    }
}

/// <summary>
/// Reads the pickles that PyTorch's state dicts and checkpoints are. It knows the operations that occur in them and a list of names, each a
/// case
/// of a switch; anything else is refused by its name, having run nothing.
/// </summary>
/// <param name="file">What the messages call the file.</param>
/// <param name="bytes">The pickles.</param>
internal sealed class Unpickler(string file, ReadOnlyMemory<byte> bytes)
{
    // Far above what any network has; a pickle that goes on is not one.
    private const int Most = 1_000_000;

    private static readonly object s_mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private int _at;

    /// <summary>Where the next byte is read.</summary>
    public int Position => _at;

    /// <summary>The next object.</summary>
    /// <exception cref="GliaException">It is cut off, or asks for something that is not read.</exception>
    public object? Load()
    {
        _stack.Clear();
        _memo.Clear();
        while (true)
        {
            if (_stack.Count > Most || _memo.Count > Most) throw Broken("has more objects than any network");
            byte code = Take(1)[0];
            switch (code)
            {
                case 0x80: _ = Take(1); break;
                case (byte)'.': return Pop();
                case (byte)'c': _stack.Add(Named($"{Line()} {Line()}")); break;
                case (byte)'}': _stack.Add(new PickleDictionary()); break;
                case (byte)']': _stack.Add(new List<object?>()); break;
                case (byte)')': _stack.Add(Array.Empty<object?>()); break;
                case (byte)'(': _stack.Add(s_mark); break;
                case (byte)'t': _stack.Add(ToMark()); break;
                case 0x85 or 0x86 or 0x87: _stack.Add(Tuple(code - 0x84)); break;
                case (byte)'X': _stack.Add(Encoding.UTF8.GetString(Take(UInt32()))); break;
                case (byte)'J': _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
                case (byte)'K': _stack.Add((long)Take(1)[0]); break;
                case (byte)'M': _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
                case 0x8a: _stack.Add(Long(Take(Take(1)[0]))); break;
                case (byte)'G': _stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
                case (byte)'N': _stack.Add(null); break;
                case 0x88: _stack.Add(true); break;
                case 0x89: _stack.Add(false); break;
                case (byte)'q': _memo[Take(1)[0]] = Top(); break;
                case (byte)'r': _memo[UInt32()] = Top(); break;
                case (byte)'h': _stack.Add(Remembered(Take(1)[0])); break;
                case (byte)'j': _stack.Add(Remembered(UInt32())); break;
                case (byte)'s':
                    object? value = Pop(), key = Pop();
                    Put(key, value);
                    break;
                case (byte)'u':
                    object?[] pairs = ToMark();
                    if (pairs.Length % 2 != 0) throw Broken("has a key without a value");
                    for (int i = 0; i < pairs.Length; i += 2) Put(pairs[i], pairs[i + 1]);
                    break;
                case (byte)'a':
                    object? last = Pop();
                    List().Add(last);
                    break;
                case (byte)'e':
                    object?[] items = ToMark();
                    List().AddRange(items);
                    break;
                case (byte)'R':
                    object? arguments = Pop();
                    _stack.Add(Made(Pop(), arguments as object?[] ?? throw Broken("calls something without arguments")));
                    break;
                // What is set on a dictionary is bookkeeping of PyTorch's.
                case (byte)'b':
                    _ = Pop();
                    if (Top() is not (PickleDictionary or PickleTensor)) throw Refused("an object of a class of its own");
                    break;
                case (byte)'Q': _stack.Add(Storage(Pop())); break;
                default: throw Refused($"the operation {Spelled(code)}");
            }
        }
    }

    private static string Spelled(byte code) => code is > 0x20 and < 0x7f ? $"'{(char)code}'" : $"0x{code:x2}";

    private PickleName Named(string name) => name switch
    {
        "collections OrderedDict" or "torch._utils _rebuild_tensor_v2" or "torch._utils _rebuild_parameter" or "torch Size"
            or "torch device" =>
            new PickleName(name),
        _ when name.StartsWith("torch ", StringComparison.Ordinal) && (name.EndsWith("Storage", StringComparison.Ordinal)
            || IsType(name[6..])) =>
            new PickleName(name),
        _ => throw Refused($"the object '{name.Replace(' ', '.')}'"),
    };

    private static bool IsType(string name) => name is "float32" or "float64" or "float16" or "bfloat16" or "int64" or "int32" or "int16"
        or "int8"
        or "uint8" or "bool" or "float" or "double" or "half" or "long" or "int";

    // The "functions" of the list: each makes a value of its arguments and nothing else.
    private object? Made(object? function, object?[] arguments) => ((function as PickleName)?.Name, arguments) switch
    {
        ("collections OrderedDict", _) => Dictionary(arguments),
        ("torch._utils _rebuild_parameter", [PickleTensor tensor, ..]) => tensor,
        ("torch._utils _rebuild_tensor_v2", [PickleStorage storage, long offset, object?[] sizes, object?[] strides, ..]) =>
            new PickleTensor(storage, offset, Numbers(sizes), Numbers(strides)),
        ("torch Size", [object?[] sizes]) => sizes,
        ("torch device", _) => null,
        _ => throw Refused("a call of something else than a tensor"),
    };

    private PickleDictionary Dictionary(object?[] arguments)
    {
        var made = new PickleDictionary();
        if (arguments.Length == 0) return made;
        foreach (object? pair in arguments[0] as List<object?> ?? [])
        {
            if (pair is not (object?[] and [{ } key, var value])) throw Broken("has a dictionary of something else than pairs");
            made[key] = value;
        }
        return made;
    }

    private long[] Numbers(object?[] values) => Array.ConvertAll(values, value => value is long number && number >= 0 ? number
        : throw Broken("has a size that is no number"));

    private PickleStorage Storage(object? persistent) => persistent is object?[] and ["storage", PickleName type, string key, _,
        long count, ..] && count >= 0
        ? new PickleStorage(type.Name, key, count)
        : throw Broken("refers to numbers in a way that PyTorch does not");

    private void Put(object? key, object? value)
    {
        if (Top() is not PickleDictionary dictionary || key is null) throw Broken("puts a value where there is no dictionary");
        // Keys are compared, so a list or a dictionary is none.
        if (key is not (string or long or double or bool)) throw Refused("a key that is neither text nor number");
        dictionary[key] = value;
    }

    private List<object?> List() => Top() as List<object?> ?? throw Broken("appends to something that is no list");

    private object? Remembered(uint place) => _memo.TryGetValue(place, out object? value) ? value
        : throw Broken("remembers what it never had");

    private object?[] Tuple(int count)
    {
        var tuple = new object?[count];
        for (int i = count - 1; i >= 0; i--) tuple[i] = Pop();
        return tuple;
    }

    private object?[] ToMark()
    {
        int mark = _stack.LastIndexOf(s_mark);
        if (mark < 0) throw Broken("ends a list that never began");
        object?[] items = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private GliaException Nothing() => Broken("takes an object where there is none");

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw Nothing();

    private object? Pop()
    {
        object? top = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return ReferenceEquals(top, s_mark) ? throw Nothing() : top;
    }

    // Little-endian with a sign; the magic number of old files is longer than any size, and only compared.
    private static object Long(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= 8 ? (long)new System.Numerics.BigInteger(bytes) : new System.Numerics.BigInteger(bytes);

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private string Line()
    {
        int end = bytes.Span[_at..].IndexOf((byte)'\n');
        if (end < 0) throw Broken("is cut off");
        string line = Encoding.UTF8.GetString(bytes.Span.Slice(_at, end));
        _at += end + 1;
        return line;
    }

    private ReadOnlySpan<byte> Take(uint count)
    {
        if (count > (uint)(bytes.Length - _at)) throw Broken("is cut off");
        ReadOnlySpan<byte> taken = bytes.Span.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    private GliaException Broken(string what) => TorchFile.Damaged(file, what);

    private GliaException Refused(string what) => new($"{file} is a Python pickle with {what}, which would have to be run and is not; " +
        "save the weights alone: " +
        "torch.save(model.state_dict(), path).");
}
