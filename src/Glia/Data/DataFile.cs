using Glia.Data.Readers;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Data;

/// <summary>
/// What a file or folder of data holds, before anything is decided about it: inputs, targets as they are written, and the test part if
/// it comes with one.
/// </summary>
public sealed class DataFile
{
    internal DataFile(string name, Features inputs, NdArray targets)
    {
        RequireRows(inputs.Rows, name);
        (Name, Inputs, Targets) = (name, inputs, Checked(targets, inputs.Rows, name));
    }

    private DataFile(DataFile other)
    {
        (Name, Inputs, Targets, TargetsAreClasses) = (other.Name, other.Inputs, other.Targets, other.TargetsAreClasses);
        Names = other.Names;
        (TestInputs, TestTargets) = (other.TestInputs, other.TestTargets);
        (ValidationInputs, ValidationTargets) = (other.ValidationInputs, other.ValidationTargets);
        (SampleWeights, ValidationSampleWeights, TestSampleWeights) =
            (other.SampleWeights, other.ValidationSampleWeights, other.TestSampleWeights);
    }

    /// <summary>The path it was read from.</summary>
    public string Name { get; }

    /// <summary>One sample a row: all of them, or the training part.</summary>
    public Features Inputs { get; }

    /// <summary>One target a row, numbers or text as the file has them: [n], [n, k], or [n, steps, k].</summary>
    public NdArray Targets { get; }

    /// <summary>The inputs of the test part; null where there is none.</summary>
    public Features? TestInputs { get; private init; }

    /// <summary>The targets of the test part; null where there is none.</summary>
    public NdArray? TestTargets { get; private init; }

    /// <summary>The inputs of the validation part; null where there is none.</summary>
    public Features? ValidationInputs { get; private init; }

    /// <summary>The targets of the validation part; null where there is none.</summary>
    public NdArray? ValidationTargets { get; private init; }

    /// <summary>What the loss of each row is multiplied by, one number of at least 0 a row; null where none was asked for.</summary>
    public float[]? SampleWeights { get; internal init; }

    /// <summary>The same for the validation part; null where the file has none for it.</summary>
    public float[]? ValidationSampleWeights { get; private init; }

    /// <summary>The same for the test part; null where the file has none for it.</summary>
    public float[]? TestSampleWeights { get; private init; }

    /// <summary>Whether the targets can only be classes: text, or the labels of an IDX file.</summary>
    public bool TargetsAreClasses { get; internal init; }

    /// <summary>
    /// Reads <c>.npz</c>, <c>.npy</c> (with the <c>y</c> file beside the <c>x</c> file), an IDX file of images (with its labels beside it),
    /// or a folder of IDX or npy files. IDX files may be packed (<c>.gz</c>). Tables of text are read by Glia.Tables.
    /// </summary>
    /// <param name="path">A table, an array, an archive of arrays or a folder of them.</param>
    /// <param name="options">
    /// Which columns or arrays are the targets, and what else the file does not say; null for what can be
    /// told.
    /// </param>
    /// <exception cref="GliaException">It cannot be read, and the sentence says why.</exception>
    public static DataFile Read(string path, DataFileOptions? options = null)
    {
        try
        {
            return ReadByKind(path, options ?? DataFileOptions.Default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BoundedReading.Unreadable(path, e);
        }
    }

    /// <summary>The encoding meant by <c>auto</c>, <c>one-hot</c>, <c>index</c> or <c>none</c>.</summary>
    /// <param name="word">What an experiment file says.</param>
    /// <param name="lossTakesClasses">Whether the loss wants class numbers (sparse) and not 0/1 rows.</param>
    /// <exception cref="GliaException">The word is none of the four.</exception>
    public TargetEncoding EncodingOf(string word, bool lossTakesClasses) => word switch
    {
        "none" => TargetEncoding.None,
        "index" => TargetEncoding.Index,
        "one-hot" => TargetEncoding.OneHot,
        "auto" => !TargetsAreClasses ? TargetEncoding.None : lossTakesClasses ? TargetEncoding.Index : TargetEncoding.OneHot,
        _ => throw new GliaException($"There is no target encoding '{word}'; it is one of auto, one-hot, index, none."),
    };

    /// <summary>Data sets with encoded targets; text is numbered alike in both parts.</summary>
    /// <param name="encoding">How the targets become numbers.</param>
    /// <exception cref="GliaException">The targets cannot be encoded so.</exception>
    public DataParts Encode(TargetEncoding encoding)
    {
        LabelEncoder? labels = Targets.IsText ? LabelEncoder.Fit([.. Targets.ToStrings(), .. TestTargets?.ToStrings() ?? []]) : null;
        int? width = encoding != TargetEncoding.OneHot ? null
            : labels?.ClassNames.Count ?? Math.Max(TargetColumns.WidthOf(Targets, Name),
                TestTargets == null ? 0 : TargetColumns.WidthOf(TestTargets, Name));
        string[]? classNames = labels == null ? null : [.. labels.ClassNames];
        return new DataParts(Part(Inputs, Targets), TestInputs == null ? null : Part(TestInputs, TestTargets!));

        Dataset Part(Features inputs, NdArray targets) =>
            new(inputs, TargetColumns.Encoded(targets, encoding, labels, width, Name), classNames);
    }

    /// <summary>What lies beside the arrays to name what is in them; null for nothing.</summary>
    internal ArrayNames? Names { get; init; }

    internal DataFile WithTest(Features inputs, NdArray targets, float[]? sampleWeights = null)
    {
        Check("test", inputs, targets);
        return new DataFile(this)
        {
            TestInputs = inputs,
            TestTargets = Checked(targets, inputs.Rows, "The test part of " + Name),
            TestSampleWeights = sampleWeights,
        };
    }

    internal DataFile WithValidation(Features inputs, NdArray targets, float[]? sampleWeights = null)
    {
        Check("validation", inputs, targets);
        return new DataFile(this)
        {
            ValidationInputs = inputs,
            ValidationTargets = Checked(targets, inputs.Rows, "The validation part of " + Name),
            ValidationSampleWeights = sampleWeights,
        };
    }

    private void Check(string part, Features inputs, NdArray targets)
    {
        if (inputs.Shape != Inputs.Shape)
            throw new GliaException($"The {part} part of {Name} has samples of {inputs.Shape} and the training part of {Inputs.Shape}; " +
                "they must be alike.");
        if (targets.IsText != Targets.IsText || targets.Rank != Targets.Rank
            || (targets.Rank > 2 && !targets.Shape.AsSpan(1).SequenceEqual(Targets.Shape.AsSpan(1))))
            throw new GliaException($"The {part} targets of {Name} are {targets} and the training targets {Targets}; they must be alike.");
        if (inputs.Rows == 0) throw new GliaException($"The {part} part of {Name} holds no rows; give at least one or leave it out.");
    }

    private static DataFile ReadByKind(string path, DataFileOptions options)
    {
        if (Directory.Exists(path)) return IdxFolder.Holds(path) ? IdxFolder.Read(path, options) : ArrayFiles.ReadFolder(path, options);
        string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(bare).ToLowerInvariant() switch
        {
            ".npz" or ".npy" when bare != path && File.Exists(path) =>
                throw new GliaException($"{path} is packed with gzip, and an {Path.GetExtension(bare)} is read as it is; unpack it first."),
            ".npz" => ArrayFiles.ReadNpz(path, options),
            ".npy" => ArrayFiles.ReadNpy(path, options),
            ".csv" or ".tsv" or ".txt" or ".arff" when File.Exists(path) =>
                throw new GliaException($"{path} is a table of text; open it by new DataSource(TableOpener.Open) of Glia.Tables."),
            _ when IdxFolder.IsImages(path) => IdxFolder.ReadPair(path, options),
            _ when !File.Exists(path) => throw new GliaException($"There is no file or folder {path}; check the name."),
            _ => throw new GliaException(OfNoKind(path)),
        };
    }

    /// <summary>Makes sure that a file holds a row.</summary>
    /// <exception cref="GliaException">It holds none.</exception>
    internal static void RequireRows(int rows, string name)
    {
        if (rows == 0) throw new GliaException($"{name} holds no rows; give at least one.");
    }

    private static string OfNoKind(string path)
    {
        byte[] start = ForeignFile.StartOf(path);
        string advice = ForeignFile.Advice(start) ?? "give .npz, .npy, a table of text (.csv), or a folder of IDX files";
        return $"{path} is {ForeignFile.Unknown(start)}; {advice}.";
    }

    private static NdArray Checked(NdArray targets, int rows, string name)
    {
        if (targets.Rank is not (>= 1 and <= 5) || targets.Shape[^1] == 0 || targets.Shape.AsSpan(1).Contains(0))
            throw new GliaException($"{name} has targets of shape ({string.Join(", ", targets.Shape)}); give one number, " +
                "one text or numbers of one to four axes a sample.");
        if (targets.Shape[0] != rows)
        {
            throw new GliaException($"{name} has {rows:N0} samples and {targets.Shape[0]:N0} targets; each sample needs one target.")
            {
                UnequalRows = true,
            };
        }
        if (targets.IsText && targets.Length != rows)
            throw new GliaException($"{name} has texts of shape ({string.Join(", ", targets.Shape)}) as targets, and a sample has one " +
                "text; number the classes 0, 1, 2 and so on where each step has one.");
        return targets;
    }
}
