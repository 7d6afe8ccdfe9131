using System.Text;

namespace Glia.Interop.Hdf5;

/// <summary>Gives the numbers of an array when they are written.</summary>
internal delegate ReadOnlySpan<float> Numbers();

/// <summary>A group of an HDF5 file that is to be written: groups and arrays in it by name, and texts that belong to it.</summary>
internal sealed class Hdf5Group
{
    // An attribute lies in a header of at most 64 KiB, 16 bytes a text; what is more is cut into name0, name1, …, as Keras does it.
    private const int MostTexts = 4000;

    private readonly SortedDictionary<string, Hdf5Group> _groups = new(ByteOrder);
    private readonly SortedDictionary<string, Hdf5Array> _arrays = new(ByteOrder);
    private readonly List<(string Name, IReadOnlyList<string> Texts, bool IsList)> _attributes = [];

    // Groups are searched in the order of their bytes.
    internal static readonly IComparer<string> ByteOrder =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    /// <summary>The groups in it.</summary>
    public IReadOnlyDictionary<string, Hdf5Group> Groups => _groups;

    /// <summary>The arrays in it.</summary>
    public IReadOnlyDictionary<string, Hdf5Array> Arrays => _arrays;

    /// <summary>Its texts: one, or a list of them.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Texts, bool IsList)> Attributes => _attributes;

    /// <summary>A group within, made where it is not there.</summary>
    /// <param name="path">Names with slashes between them.</param>
    public Hdf5Group Group(string path)
    {
        Hdf5Group at = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!at._groups.TryGetValue(name, out Hdf5Group? inner)) at._groups.Add(name, inner = new Hdf5Group());
            at = inner;
        }
        return at;
    }

    /// <summary>Adds an array.</summary>
    /// <param name="path">Its name, behind those of the groups it is to be in.</param>
    /// <param name="shape">Its dimensions; none for a single number.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="whole">Whether they are written as int32, and not as float32.</param>
    public void Add(string path, int[] shape, Numbers numbers, bool whole = false)
    {
        int slash = path.LastIndexOf('/');
        Hdf5Group group = slash < 0 ? this : Group(path[..slash]);
        group._arrays.Add(path[(slash + 1)..], new Hdf5Array(shape, numbers, whole));
    }

    /// <summary>Adds a text.</summary>
    public void Add(string name, string text) => _attributes.Add((name, [text], false));

    /// <summary>Adds a list of texts.</summary>
    public void Add(string name, IReadOnlyList<string> texts)
    {
        if (texts.Count <= MostTexts) _attributes.Add((name, texts, true));
        else
            foreach ((int number, string[] part) in texts.Chunk(MostTexts).Index()) _attributes.Add(($"{name}{number}", part, true));
    }
}

/// <summary>An array that is to be written.</summary>
/// <param name="Shape">Its dimensions; none for a single number.</param>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Whole">Whether they are written as int32, and not as float32.</param>
internal sealed record Hdf5Array(int[] Shape, Numbers Numbers, bool Whole)
{
    /// <summary>How many bytes its numbers take.</summary>
    public long Bytes => Shape.Aggregate(4L, (product, size) => product * size);
}
