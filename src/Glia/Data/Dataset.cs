namespace Glia.Data;

/// <summary>Inputs and their targets, row for row.</summary>
public sealed class Dataset
{
    /// <summary>A data set.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="targets">One target a row.</param>
    /// <param name="classNames">What the classes are called, from class 0; null if they have no names.</param>
    /// <param name="featureNames">What the features are called; null if they have no names.</param>
    /// <exception cref="GliaException">There are not as many targets as samples, or there are none.</exception>
    public Dataset(Features inputs, Targets targets, string[]? classNames = null, string[]? featureNames = null)
    {
        if (inputs.Rows != targets.Rows)
            throw new GliaException($"The data have {inputs.Rows} samples but {targets.Rows} targets; each sample needs one target.");
        if (inputs.Rows == 0) throw new GliaException("The data have no rows; give at least one.");
        (Inputs, Targets, ClassNames, FeatureNames) = (inputs, targets, classNames, featureNames);
    }

    /// <summary>A data set from arrays: samples of <paramref name="width"/> numbers and one class number each, which become 0/1 rows.</summary>
    public static Dataset Classes(float[] inputs, int width, int[] classes, int? classCount = null) =>
        new(new FloatFeatures(inputs, width), Targets.OneHot(classes, classCount));

    /// <summary>A data set from arrays: samples of <paramref name="width"/> numbers and targets of <paramref name="targetWidth"/> numbers.</summary>
    public static Dataset Values(float[] inputs, int width, float[] targets, int targetWidth = 1) =>
        new(new FloatFeatures(inputs, width), new Targets(targets, targetWidth));

    /// <summary>One sample a row.</summary>
    public Features Inputs { get; }

    /// <summary>One target a row.</summary>
    public Targets Targets { get; }

    /// <summary>What the classes are called, from class 0; null if they have no names.</summary>
    public string[]? ClassNames { get; }

    /// <summary>What the features are called; null if they have no names.</summary>
    public string[]? FeatureNames { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Inputs.Rows;

    /// <summary>Some of the rows in the order asked for. The inputs are not copied.</summary>
    public Dataset Select(int[] rows) => new(Inputs.Select(rows), Targets.Select(rows), ClassNames, FeatureNames);

    /// <summary>The rows from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
    public Dataset Slice(int start, int count) => Select([.. Enumerable.Range(start, count)]);

    /// <summary>Makes sure that every input and every target is a number a network can learn from.</summary>
    /// <param name="part">What the message calls these data: "the training data".</param>
    /// <exception cref="GliaException">One is NaN or infinite; the sentence names its row and column.</exception>
    public void RequireFinite(string part = "the data")
    {
        for (int row = 0; row < Rows; row++)
        {
            if (FirstNotFinite(Targets[row]) is >= 0 and var target)
                throw new GliaException($"Row {row} of {part} has {Named(Targets[row][target])} as target{(Targets.Width > 1 ? $" {target}" : "")}; remove the row or correct it.");
        }
        if (Inputs is ByteFeatures) return;
        var values = new float[Inputs.Shape.Size];
        for (int row = 0; row < Rows; row++)
        {
            Inputs.Gather([row], values);
            if (FirstNotFinite(values) is >= 0 and var feature)
                throw new GliaException($"Row {row} of {part} holds {Named(values[feature])} in feature {feature}{(FeatureNames == null ? "" : $" ('{FeatureNames[feature]}')")}; remove the row or fill the gap.");
        }

        static string Named(float value) => float.IsNaN(value) ? "no number (NaN)" : "infinity";
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i])) return i;
        return -1;
    }
}
