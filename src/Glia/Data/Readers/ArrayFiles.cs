using Glia.Data.Mapped;
using Glia.Experiments;
using Glia.Files;
using Glia.Settings;

namespace Glia.Data.Readers;

/// <summary>Data in numpy's files: one <c>.npz</c>, a pair of <c>.npy</c>, or a folder of them.</summary>
internal static class ArrayFiles
{
    private static readonly (string Inputs, string Targets)[] s_usualNames =
    [
        ("x_train", "y_train"), ("X_train", "y_train"), ("x", "y"), ("X", "y"), ("data", "target"),
        ("inputs", "targets"), ("images", "labels"), ("train_images", "train_labels"), ("features", "labels"), ("features", "targets"),
    ];

    // What numpy.savez(file, x, y) calls arrays without names: of more than two nobody knows which is which.
    private static readonly (string Inputs, string Targets) s_unnamed = ("arr_0", "arr_1");

    // What people call the parts beside "train".
    private static readonly string[] s_testWords = ["test"], s_validationWords = ["val", "valid", "validation"];

    public static DataFile ReadNpz(string path, DataFileOptions options) => FromArrays(Npz.Open(path, options.MapFrom), path, options);

    /// <summary>The file of inputs, and beside it the file whose name has y where this one has x.</summary>
    public static DataFile ReadNpy(string path, DataFileOptions options)
    {
        if (!File.Exists(path)) throw BoundedReading.Unread(path, new FileNotFoundException(null, path));
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string inputs = Path.GetFileNameWithoutExtension(path);
        string targets = options.Targets is [string given] ? Path.GetFileNameWithoutExtension(given) : Partner(inputs) ?? Beside(path)
            ?? throw new GliaException($"{path} holds inputs only and its name does not say which file holds the targets; " +
                "name them x.npy and y.npy, or state the targets.");
        if (!File.Exists(Path.Combine(folder, targets + ".npy")))
            throw new GliaException($"{path} needs its targets in {targets}.npy beside it, which is not there; " +
                "save them there or state the targets.");
        string? weights = Path.GetFileNameWithoutExtension(options.SampleWeight);
        string[] own = weights is null ? [inputs, targets] : [inputs, targets, weights];
        IEnumerable<string> parts = s_testWords.Concat(s_validationWords).SelectMany(word => PartNames(inputs, own, word));
        var arrays = Arrays(folder, [.. own, .. parts], options);
        foreach ((string name, StoredArray text) in NamesBeside(path)) arrays.TryAdd(name, text);
        return FromArrays(arrays, path, options with { Inputs = [inputs], Targets = [targets], SampleWeight = weights });
    }

    /// <summary>The targets that glia data wrote beside inputs; null where there are none.</summary>
    internal static string? Beside(string path)
    {
        string bare = path[..^Path.GetExtension(path).Length] + DataWriting.TargetsSuffix;
        return File.Exists(bare + ".npy") ? Path.GetFileName(bare) : null;
    }

    /// <summary>The names that glia data wrote beside inputs; none where there are none.</summary>
    internal static IReadOnlyDictionary<string, StoredArray> NamesBeside(string path)
    {
        string names = path[..^Path.GetExtension(path).Length] + DataWriting.TextsSuffix;
        return File.Exists(names) ? Npz.Open(names, long.MaxValue) : new Dictionary<string, StoredArray>();
    }

    public static DataFile ReadFolder(string folder, DataFileOptions options)
    {
        string[] names = [.. Directory.GetFiles(folder, "*.npy").Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw new GliaException(
                $"The folder {folder} holds neither IDX files (train-images-idx3-ubyte and so on) nor .npy files nor images " +
                $"nor train.csv and test.csv; give a folder that does, or a file.");
        return FromArrays(Arrays(folder, names, options), folder, options);
    }

    /// <summary>An array in memory as inputs, a sample a row.</summary>
    /// <exception cref="GliaException">It has no rows of numbers.</exception>
    public static Features ToFeatures(NdArray array, string what) => ((StoredArray)array).ToFeatures(what);

    /// <summary>The size of one sample of an array.</summary>
    /// <param name="shape">The dimensions of the array.</param>
    /// <param name="isText">Whether it holds text.</param>
    /// <param name="what">What messages call it.</param>
    /// <exception cref="GliaException">It has no rows of numbers.</exception>
    public static Shape ShapeOf(int[] shape, bool isText, string what)
    {
        if (shape.Length is 0 or > 5 || shape.AsSpan(1).Contains(0))
            throw OfShape("; inputs need a row for each sample and one to four axes in it.");
        if (isText) throw new GliaException($"{what} holds text, and inputs are numbers; encode it before saving it.");
        if (NdArray.LengthOf(shape.AsSpan(1)) is not <= int.MaxValue)
            throw OfShape(", too much for one sample; split it.");
        return shape.Length == 1 ? new Shape(1) : new Shape(shape.AsSpan(1));

        GliaException OfShape(string rest) => new($"{what} has the shape ({string.Join(", ", shape)}){rest}");
    }

    private static Dictionary<string, StoredArray> Arrays(string folder, IEnumerable<string> names, DataFileOptions options) =>
        names.Distinct().Select(n => (Name: n, File: Path.Combine(folder, n + ".npy"))).Where(n => File.Exists(n.File))
        .ToDictionary(n => n.Name, n => Npy.Open(n.File, options.MapFrom));

    /// <summary>The data of arrays by name, whatever file they are from.</summary>
    /// <exception cref="GliaException">Inputs or targets are not there.</exception>
    internal static DataFile FromArrays(IReadOnlyDictionary<string, StoredArray> arrays, string name, DataFileOptions options)
    {
        (string inputs, string targets) = Choose(arrays, name, options);
        string? weights = Weights(arrays, name, options);
        if (weights == inputs || weights == targets)
            throw new GliaException($"{name}: the array {weights} is named as the sample weights and as inputs or targets as well; " +
                "name another.");
        NdArray answers = arrays[targets].Read();
        var file = new DataFile(name, arrays[inputs].ToFeatures($"{name}, array {inputs},"), answers)
        {
            TargetsAreClasses = answers.IsText,
            Names = ArrayNames.Of(arrays, name),
            SampleWeights = weights is null ? null : ToWeights(arrays, weights, name, inputs),
        };
        if (Part(s_testWords) is var (x, y, w)) file = file.WithTest(x, y, w);
        return Part(s_validationWords) is var (seen, known, weighed) ? file.WithValidation(seen, known, weighed) : file;

        (Features Inputs, NdArray Targets, float[]? SampleWeights)? Part(string[] words)
        {
            foreach (string word in words)
            {
                string[] names = PartNames(inputs, weights is null ? [inputs, targets] : [inputs, targets, weights], word);
                if (names.Length == 0 || !arrays.ContainsKey(names[0])) continue;
                if (!arrays.TryGetValue(names[1], out StoredArray? labels))
                    throw new GliaException($"{name} has {names[0]} but not {names[1]}; save both or neither.");
                bool weighted = names.Length > 2 && arrays.ContainsKey(names[2]);
                return (arrays[names[0]].ToFeatures($"{name}, array {names[0]},"), labels.Read(),
                    weighted ? ToWeights(arrays, names[2], name, names[0]) : null);
            }
            return null;
        }
    }

    private static string? Weights(IReadOnlyDictionary<string, StoredArray> arrays, string name, DataFileOptions options)
    {
        if (options.SampleWeight is not { } wanted) return null;
        bool there = arrays.ContainsKey(wanted) || arrays.ContainsKey(wanted + "_train");
        if (!there && !options.NeedsSampleWeight) return null;
        return Existing(arrays, wanted, name, "state which are the sample weights");
    }

    // One number a row, as [n] or [n, 1].
    private static float[] ToWeights(IReadOnlyDictionary<string, StoredArray> arrays, string array, string name, string inputs)
    {
        NdArray weights = arrays[array].Read();
        int rows = arrays[inputs].Shape[0];
        if (weights.IsText) throw new GliaException($"{name}: the array {array} holds text, and sample weights are numbers; save numbers.");
        if (weights.Rank == 0 || weights.Length != rows || weights.Shape[0] != rows)
            throw new GliaException($"{name}: the array {array} has the shape ({string.Join(", ", weights.Shape)}) and {inputs} has " +
                $"{rows:N0} rows; each row needs one sample weight.");
        float[] values = weights.ToSingles();
        int wrong = Array.FindIndex(values, value => !(value >= 0) || float.IsInfinity(value));
        if (wrong < 0) return values;
        throw new GliaException($"{name}: {array}[{wrong}] is {weights.GetString(wrong)}, which is no sample weight; give every row a " +
            "number of at least 0 (0 leaves it out of the training).");
    }

    private static (string Inputs, string Targets) Choose(
        IReadOnlyDictionary<string, StoredArray> arrays, string name, DataFileOptions options)
    {
        if (options.Inputs is { Count: not 1 } || options.Targets is { Count: not 1 })
            throw new GliaException($"{name} holds arrays: name one array as inputs and one as targets.");
        string? usual = s_usualNames.FirstOrDefault(pair =>
            arrays.ContainsKey(pair.Inputs) && (options.Targets != null || arrays.ContainsKey(pair.Targets))).Inputs;
        if (usual is null && arrays.Count == 2 && arrays.ContainsKey(s_unnamed.Inputs)) usual = s_unnamed.Inputs;
        const string advice = "state which are inputs and targets";
        string inputs = Existing(arrays, options.Inputs?[0] ?? usual ?? "x", name, advice);
        return (inputs, Existing(arrays, options.Targets?[0] ?? Partner(inputs) ?? "y", name, advice));
    }

    private static string Existing(IReadOnlyDictionary<string, StoredArray> arrays, string wanted, string name, string advice)
    {
        if (arrays.ContainsKey(wanted)) return wanted;
        if (arrays.ContainsKey(wanted + "_train")) return wanted + "_train";
        string? near = Spelling.Nearest(wanted, arrays.Keys);
        throw new GliaException($"{name} has no array {wanted}{(near == null ? "" : $" (did you mean {near}?)")}; " +
            $"it has {(arrays.Count == 0 ? "none" : string.Join(", ", arrays.Keys.Take(12)))}: {advice}.");
    }

    /// <summary>The usual name of the targets that belong to inputs of a name; null if the name is not usual.</summary>
    internal static string? Partner(string inputs)
    {
        foreach ((string x, string y) in s_usualNames)
            if (x == inputs) return y;
        if (inputs == s_unnamed.Inputs) return s_unnamed.Targets;
        int at = inputs.IndexOfAny(['x', 'X']);
        // x_test belongs to y_test, my_x to my_y; a word with an x in it does not become one with a y.
        bool alone = at >= 0 && (at == 0 || inputs[at - 1] is '_' or '-') && (at == inputs.Length - 1 || inputs[at + 1] is '_' or '-');
        return alone ? inputs[..at] + 'y' + inputs[(at + 1)..] : null;
    }

    // The arrays of another part: x_test where the training part is x_train or x alone. Who trains on x_test has no other part.
    private static string[] PartNames(string inputs, string[] names, string part)
    {
        if (s_testWords.Concat(s_validationWords).Any(word => inputs.EndsWith("_" + word, StringComparison.Ordinal))) return [];
        bool train = names.Take(2).All(name => name.Contains("train", StringComparison.Ordinal));
        return Array.ConvertAll(names, name => train && name.Contains("train", StringComparison.Ordinal)
            ? name.Replace("train", part, StringComparison.Ordinal)
            : $"{name}_{part}");
    }
}
