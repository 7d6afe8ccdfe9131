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
}
