using Glia.Data;
using Glia.Data.Columns;

namespace Glia.Experiments;

/// <summary>
/// The data of an experiment as its source holds them: nothing split, scaled or encoded yet. The targets are numbers or classes.
/// </summary>
public sealed record LoadedData
{
    private readonly bool _bytesOfImages;

    private LoadedData(Features inputs)
    {
        Inputs = inputs;
        _bytesOfImages = inputs is ByteFeatures && inputs.Shape.Size >= 64 && PictureShape.IsLikely(inputs.Shape);
    }

    /// <summary>One sample a row.</summary>
    public Features Inputs { get; private init; }

    /// <summary>The targets where they are numbers; else null.</summary>
    public Targets? Numbers { get; private init; }

    /// <summary>The class of each row where the targets are texts or the source is built in; else null.</summary>
    public int[]? Classes { get; private init; }

    /// <summary>What the classes are called, from class 0, where there are <see cref="Classes"/>.</summary>
    public string[]? ClassNames { get; private init; }

    /// <summary>
    /// What the loss of each row is multiplied by, Keras' <c>sample_weight</c>: at least 0, or NaN in a part of the source that comes
    /// without; null where no weights were asked for.
    /// </summary>
    public float[]? SampleWeights { get; private init; }

    /// <summary>What the features are called; null if they have no names.</summary>
    public string[]? FeatureNames { get; init; }

    /// <summary>The columns of a table and what they became; null where the source is no table.</summary>
    public TableColumns? Columns { get; init; }

    /// <summary>What was made of the source, a sentence each, for whoever starts a run; empty where nothing had to be guessed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the target columns are called; null if they have no names.</summary>
    public string[]? TargetNames { get; init; }

    /// <summary>What the images of the source were made into; null where it holds no image files.</summary>
    public ImageInput? Images { get; init; }

    /// <summary>The file of each row, from the source on; null where rows are no files.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>How many of the last rows are the test part the source comes with; 0 if it comes with none.</summary>
    public int StandardTestRows { get; init; }

    /// <summary>How many of the rows before the test part are the validation part the source comes with; 0 if it comes with none.</summary>
    public int StandardValidationRows { get; init; }

    /// <summary>
    /// Whether a row is the pixels of an image, or likely so: bytes, at least 8 x 8 of them, as many as a picture can have.
    /// A table of small whole numbers, such as how often each word occurs, is held as bytes too.
    /// </summary>
    public bool AreImages => Images is not null || _bytesOfImages;

    /// <summary>What rows are called on the screen: <c>images</c> or <c>rows</c>.</summary>
    public string RowsAre => AreImages ? "images" : "rows";

    /// <summary>How many rows there are.</summary>
    public int Rows => Inputs.Rows;

    /// <summary>Data whose targets are numbers.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="targets">As many rows of numbers.</param>
    /// <exception cref="GliaException">There are not as many targets as samples.</exception>
    public static LoadedData OfNumbers(Features inputs, Targets targets) =>
        new(inputs) { Numbers = Fitting(inputs, targets.Rows, targets) };

    /// <summary>Data whose targets are classes known by number.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="classNames">The names of the classes, from class 0.</param>
    /// <exception cref="GliaException">There are not as many targets as samples.</exception>
    public static LoadedData OfClasses(Features inputs, int[] classes, string[] classNames) =>
        new(inputs) { Classes = Fitting(inputs, classes.Length, classes), ClassNames = classNames };

    /// <summary>
    /// Data whose targets are classes known by numbers, as the labels of an IDX file. The numbers that occur are the classes, in ascending
    /// order, and their names: 3 and 7 are the two classes "3" and "7".
    /// </summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="numbers">The number that stands for the class of each row.</param>
    /// <exception cref="GliaException">A target is NaN or infinite, or there are several numbers a row.</exception>
    public static LoadedData OfNumberedClasses(Features inputs, Targets numbers) => OfNumbers(inputs, numbers).AsClasses("The data");

    /// <summary>Data whose targets are texts: they become classes in ordinal order, as <see cref="LabelEncoder"/> has it.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="texts">The name of the class of each row.</param>
    /// <exception cref="GliaException">There are not as many targets as samples.</exception>
    public static LoadedData OfTexts(Features inputs, IReadOnlyList<string> texts)
    {
        LabelEncoder encoder = LabelEncoder.Fit(texts);
        return OfClasses(inputs, encoder.Encode([.. texts]), [.. encoder.ClassNames]);
    }

    /// <summary>The same data with a weight for each row.</summary>
    /// <param name="weights">One a row; the array is used, not copied.</param>
    /// <exception cref="GliaException">There are more or fewer of them than samples.</exception>
    public LoadedData WithSampleWeights(float[]? weights) => weights is null || weights.Length == Rows
        ? this with { SampleWeights = weights }
        : throw new GliaException($"The data have {Rows:N0} samples but {weights.Length:N0} sample weights; each sample needs one.");

    /// <summary>Data to predict from: they have no targets.</summary>
    /// <param name="inputs">One sample a row.</param>
    public static LoadedData WithoutTargets(Features inputs) => new(inputs);

    /// <summary>The class of each row for a stratified split: numbers count as classes where each row has one.</summary>
    /// <exception cref="GliaException">The targets have more than one number a row.</exception>
    internal int[] Strata()
    {
        if (Classes is not null) return Classes;
        if (Numbers!.Width != 1)
            throw new GliaException($"A stratified split needs one class a row, and the targets have {Numbers.Width} numbers a row; " +
                "set stratify to false.");
        float[] values = Numbers.Values.ToArray();
        float[] distinct = [.. values.Distinct().Order()];
        return Array.ConvertAll(values, value => Array.BinarySearch(distinct, value));
    }

    /// <summary>The test part the source comes with.</summary>
    public LoadedData StandardTest() => Part(Rows - StandardTestRows, StandardTestRows);

    /// <summary>Some rows in a line, as data of their own.</summary>
    internal LoadedData Part(int start, int count) => Select([.. Enumerable.Range(start, count)]);

    /// <summary>Some rows in an order, each as often as it is named, as data of their own.</summary>
    internal LoadedData Select(int[] rows) => this with
    {
        Inputs = Inputs.Select(rows),
        Numbers = Numbers?.Select(rows),
        Classes = Classes is null ? null : Array.ConvertAll(rows, row => Classes[row]),
        SampleWeights = SampleWeights is null ? null : Array.ConvertAll(rows, row => SampleWeights[row]),
        Files = Files is null ? null : [.. rows.Select(row => Files[row])],
        StandardTestRows = 0,
        StandardValidationRows = 0,
    };

    /// <summary>The same data with other rows, whose targets are numbers.</summary>
    internal LoadedData With(Features inputs, Targets numbers) =>
        this with { Inputs = inputs, Numbers = numbers, Classes = null, ClassNames = null };

    /// <summary>The same data with other rows, whose targets are classes.</summary>
    internal LoadedData With(Features inputs, int[] classes, string[] names) =>
        this with { Inputs = inputs, Numbers = null, Classes = classes, ClassNames = names };

    /// <summary>
    /// The inputs of data to predict from. Such data may have no targets; then what was taken for the targets, the last columns,
    /// goes in too.
    /// </summary>
    /// <param name="features">How many numbers a sample must have.</param>
    public Features InputsOf(int features)
    {
        int own = Inputs.Shape.Size;
        if (own == features || Numbers is not { } last || own + last.Width != features) return Inputs;
        var values = new float[checked(Rows * features)];
        for (int row = 0; row < Rows; row++)
        {
            Span<float> sample = values.AsSpan(row * features, features);
            Inputs.Gather([row], sample[..own]);
            last[row].CopyTo(sample[own..]);
        }
        return new FloatFeatures(values, features);
    }

    private static T Fitting<T>(Features inputs, int targets, T value) =>
        inputs.Rows == targets ? value : throw GliaException.OfUnequalRows(inputs.Rows, targets);
}
