using System.Runtime.InteropServices;
using Glia.Data;
using Glia.Data.Columns;
using Glia.Data.Mapped;
using Glia.Files;

namespace Glia.Experiments;

/// <summary>
/// Writes data as arrays that can be used where they lie: an <c>.npz</c> that is stored and not packed, or <c>.npy</c> files side by side.
/// Rows are written in pieces, so that they need not fit memory.
/// </summary>
public static class DataWriting
{
    // What the texts are called that belong to the arrays of a source: see docs/data.md.
    internal const string ClassNames = "class_names", FeatureNames = "feature_names", TargetNames = "target_names", Table = "glia_columns";

    // Added to the name of the inputs by the files beside an .npy.
    internal const string TargetsSuffix = ".y", TextsSuffix = ".names.npz";

    // Numbers written at a time: 4 MB.
    private const int Numbers = 1 << 20;

    /// <summary>Writes data: inputs as bytes where they are bytes and else as float32, targets, and all names.</summary>
    /// <param name="path">An <c>.npz</c>, or an <c>.npy</c> beside which the targets and the names lie.</param>
    /// <param name="data">The data.</param>
    /// <param name="progress">Told how many rows are written; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call early; the file in progress is not made then.</param>
    /// <exception cref="GliaException">The ending is another, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static void Write(string path, LoadedData data, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        string ending = Path.GetExtension(path).ToUpperInvariant();
        if (ending is not (".NPZ" or ".NPY"))
            throw new GliaException($"{path} must end in .npz, one file with all, or in .npy, with the targets and the names beside it.");
        bool isOne = ending == ".NPZ";
        string inputs = isOne ? "x" : Path.GetFileNameWithoutExtension(path), targets = isOne ? "y" : inputs + TargetsSuffix;
        if (isOne && data.StandardTestRows + data.StandardValidationRows > 0) (inputs, targets) = ("x_train", "y_train");
        int done = 0;
        List<StreamedArray> arrays = [];
        foreach ((string part, int start, int count) in Parts(data))
        {
            arrays.Add(Inputs(NameOf(inputs, part), data, start, count, Written));
            if (Targets(NameOf(targets, part), data, start, count) is { } known) arrays.Add(known);
            if (data.SampleWeights is { } weights && !weights.AsSpan(start, count).Contains(float.NaN))
                arrays.Add(StreamedArray.Of(NameOf(WeightName(data), part), NdArray.From(weights.AsSpan(start, count))));
        }
        Dictionary<string, NdArray> texts = TextsOf(data);
        if (isOne) Npz.Write(path, arrays, texts);
        else
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            foreach (StreamedArray array in arrays)
                AtomicFile.Write(Path.Combine(folder, array.Name + ".npy"), stream => Npy.Write(stream, array));
            string names = Path.Combine(folder, inputs + TextsSuffix);
            // Those of other data would be taken for the names of these.
            if (texts.Count > 0) Npz.Write(names, [], texts);
            else File.Delete(names);
        }

        void Written(int rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(done += rows);
        }
    }

    // Training rows, then those that validate, then those that test.
    private static IEnumerable<(string Part, int Start, int Count)> Parts(LoadedData data)
    {
        int validation = data.StandardValidationRows, test = data.StandardTestRows, training = data.Rows - validation - test;
        yield return ("train", 0, training);
        if (validation > 0) yield return ("val", training, validation);
        if (test > 0) yield return ("test", training + validation, test);
    }

    private static string NameOf(string array, string part)
    {
        if (part == "train") return array;
        return array.EndsWith("_train", StringComparison.Ordinal) ? array[..^"train".Length] + part : $"{array}_{part}";
    }

    private static StreamedArray Inputs(string name, LoadedData data, int start, int count, Action<int> written)
    {
        bool areBytes = ByteFeatures.AreBytes(data.Inputs);
        // Gaps stay gaps: what fills them hangs on the rows that train.
        Features inputs = data.Inputs is TableFeatures table ? table.Raw : data.Inputs;
        int[] shape = [count, .. Enumerable.Range(0, inputs.Shape.Rank).Select(axis => inputs.Shape[axis])];
        return new(name, areBytes ? NumberType.UInt8 : NumberType.Float32, shape, stream =>
        {
            int width = inputs.Shape.Size, most = Math.Max(1, Numbers / width);
            var rows = new int[most];
            var numbers = new float[most * width];
            var bytes = new byte[areBytes ? numbers.Length : 0];
            for (int at = 0; at < count; at += most)
            {
                int some = Math.Min(most, count - at);
                for (int i = 0; i < some; i++) rows[i] = start + at + i;
                Span<float> own = numbers.AsSpan(0, some * width);
                inputs.Gather(rows.AsSpan(0, some), own);
                for (int i = 0; areBytes && i < own.Length; i++) bytes[i] = (byte)own[i];
                stream.Write(areBytes ? bytes.AsSpan(0, own.Length) : MemoryMarshal.AsBytes(own));
                written(some);
            }
        });
    }

    private static StreamedArray? Targets(string name, LoadedData data, int start, int count)
    {
        if (data.Classes is { } classes)
            return new(name, NumberType.Int32, [count], stream => stream.Write(MemoryMarshal.AsBytes(classes.AsSpan(start, count))));
        if (data.Numbers is not { } numbers) return null;
        int width = numbers.Width;
        return new(name, NumberType.Float32, numbers.Rank == 1 ? [count] : [count, .. numbers.Shape.ToArray()],
            stream => stream.Write(MemoryMarshal.AsBytes(numbers.Values.Slice(start * width, count * width))));
    }

    private static string WeightName(LoadedData data)
    {
        string name = data.Columns?.SampleWeight ?? "sample_weight";
        return name is "x" or "y" or "x_train" or "y_train" || name.AsSpan().ContainsAny('/', '\\')
            ? throw new GliaException($"The column of the sample weights is called '{name}', which an array of the file cannot be; " +
                "call it otherwise.")
            : name;
    }

    private static Dictionary<string, NdArray> TextsOf(LoadedData data)
    {
        var texts = new Dictionary<string, NdArray>();
        if (data.ClassNames is { } classes) texts[ClassNames] = NdArray.From(classes);
        if (data.FeatureNames is { } features) texts[FeatureNames] = NdArray.From(features);
        if (data.TargetNames is { } targets) texts[TargetNames] = NdArray.From(targets);
        if (data.Columns is { } columns) texts[Table] = NdArray.Scalar((columns with { Fill = [] }).ToJson().ToJsonString());
        return texts;
    }
}
