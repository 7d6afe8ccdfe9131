using System.Text.Json.Nodes;
using Glia.Training;

namespace Glia.Data;

/// <summary>Inputs and their targets, row for row.</summary>
public sealed partial class Dataset
{
    private JsonObject? _fingerprint;

    /// <summary>A data set.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="targets">One target a row.</param>
    /// <param name="classNames">What the classes are called, from class 0; null if they have no names.</param>
    /// <param name="featureNames">What the features are called; null if they have no names.</param>
    /// <exception cref="GliaException">There are not as many targets as samples, or there are none.</exception>
    public Dataset(Features inputs, Targets targets, string[]? classNames = null, string[]? featureNames = null)
    {
        if (inputs.Rows != targets.Rows) throw GliaException.OfUnequalRows(inputs.Rows, targets.Rows);
        if (inputs.Rows == 0) throw new GliaException("The data have no rows; give at least one.");
        (Inputs, Targets, ClassNames, FeatureNames) = (inputs, targets, classNames, featureNames);
    }

    // The same rows with something else in place of their inputs or targets.
    private Dataset(Dataset same, Features inputs, Targets targets, string[]? featureNames)
        : this(inputs, targets, same.ClassNames, featureNames) =>
        (SampleWeights, TrainingWeights, Pictures, Views) = (same.SampleWeights, same.TrainingWeights, same.Pictures, same.Views);

    /// <summary>
    /// A data set from arrays: samples of <paramref name="width"/> numbers and one class number each, which become 0/1 rows.
    /// </summary>
    /// <param name="inputs">The numbers of all rows, row after row.</param>
    /// <param name="width">How many numbers a sample has.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="classCount">How many classes there are; one more than the largest if null.</param>
    public static Dataset Classes(float[] inputs, int width, int[] classes, int? classCount = null) =>
        new(new FloatFeatures(inputs, width), Targets.OneHot(classes, classCount));

    /// <summary>
    /// A data set from arrays: samples of <paramref name="width"/> numbers and targets of <paramref name="targetWidth"/> numbers.
    /// </summary>
    /// <param name="inputs">The numbers of all rows, row after row.</param>
    /// <param name="width">How many numbers a sample has.</param>
    /// <param name="targets">The targets of all rows, row after row.</param>
    /// <param name="targetWidth">How many numbers a target has.</param>
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

    /// <summary>What the loss of each row is multiplied by, in training and evaluation: Keras' <c>sample_weight</c>; null for 1.</summary>
    public float[]? SampleWeights { get; private init; }

    /// <summary>The same in training alone, where classes have a weight too; null for <see cref="SampleWeights"/>.</summary>
    internal float[]? TrainingWeights { get; private init; }

    /// <summary>How the pictures are changed at random in training; null where they are not. Evaluations see them as they are.</summary>
    public Augmentation? Augmentation => Pictures?.Augmentation;

    /// <summary>The inputs as training sees them; null for <see cref="Inputs"/>.</summary>
    internal TrainingPictures? Pictures { get; private init; }

    /// <summary>
    /// The views of the pictures whose answers an evaluation averages, the first <see cref="Inputs"/>; null for these alone.
    /// </summary>
    internal IReadOnlyList<Features>? Views { get; private init; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Inputs.Rows;

    /// <summary>The same data with names for its features.</summary>
    /// <param name="names">One name a feature.</param>
    /// <exception cref="GliaException">There are not as many names as features.</exception>
    public Dataset WithFeatureNames(params string[] names) => names.Length == Inputs.Shape.Size
        ? new Dataset(this, Inputs, Targets, names)
        : throw new GliaException($"There are {names.Length} feature names for {Inputs.Shape.Spoken} features; give one for each.");

    /// <summary>Some of the rows in the order asked for. The inputs are not copied.</summary>
    /// <param name="rows">Row numbers, in the order wanted; a row may come more than once.</param>
    public Dataset Select(int[] rows) => new(Inputs.Select(rows), Targets.Select(rows), ClassNames, FeatureNames)
    {
        SampleWeights = Some(SampleWeights, rows),
        TrainingWeights = Some(TrainingWeights, rows),
        Pictures = Pictures?.Select(rows),
        Views = Views is null ? null : [.. Views.Select(view => view.Select(rows))],
    };

    /// <summary>These data with a weight for each row, Keras' <c>sample_weight</c>: its loss counts so many times.</summary>
    /// <param name="weights">One number of at least 0 a row; the array is used, not copied.</param>
    /// <exception cref="GliaException">There are more or fewer of them than rows, or one is negative or not finite.</exception>
    public Dataset WithSampleWeights(float[] weights)
    {
        if (weights.Length != Rows)
            throw new GliaException($"The data have {Rows:N0} rows but {weights.Length:N0} sample weights; each row needs one.");
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0) || float.IsInfinity(weight));
        if (wrong >= 0)
            throw new GliaException($"The sample weight of row {wrong} is {weights[wrong]}; it must be a number of at least 0.");
        return Like(weights, null);
    }

    /// <summary>The same rows without their weights.</summary>
    public Dataset WithoutSampleWeights() =>
        SampleWeights is null ? this : Like(null, null);

    /// <summary>
    /// The same pictures, changed at random whenever a network is trained on them. What becomes of each depends on the seed of the
    /// training, the epoch and its row alone; validation, test and every other use see the pictures as they are.
    /// </summary>
    /// <param name="augmentation">How far they are changed.</param>
    /// <param name="picture">
    /// The size of one picture: height, width and channels, or height and width where it is gray; null for the shape of
    /// <see cref="Inputs"/>, or for a gray square where that is one number.
    /// </param>
    /// <exception cref="GliaException">A setting makes no sense, or the samples are no such pictures; the sentence says which.</exception>
    public Dataset Augmented(Augmentation augmentation, Shape? picture = null) => Augmented(
        TrainingPictures.Of(Inputs, augmentation, picture ?? PictureShape.Of(Inputs.Shape) ?? Inputs.Shape));

    /// <summary>The same data as they are, in training too.</summary>
    public Dataset WithoutAugmentation() => Pictures is null ? this : Augmented(null);

    /// <summary>
    /// The same pictures, of which an evaluation asks the network in several views and takes the mean of its answers. Training sees them
    /// as it did.
    /// </summary>
    /// <param name="augmentation">The views.</param>
    /// <param name="picture">The size of one picture, as <see cref="Augmented(Augmentation, Shape?)"/> takes it.</param>
    /// <exception cref="GliaException">A setting makes no sense, or the samples are no such pictures; the sentence says which.</exception>
    public Dataset Viewed(TestTimeAugmentation augmentation, Shape? picture = null)
    {
        Shape shape = picture ?? PictureShape.Of(Inputs.Shape) ?? Inputs.Shape;
        if (shape.Rank is not (2 or 3) || shape.Size != Inputs.Shape.Size)
            throw new GliaException("Test-time augmentation moves and mirrors pictures, and a sample of " +
                $"{Inputs.Shape.Spoken} numbers is no picture" +
                (picture is null ? "; say its height, width and channels." : $" of {shape}; say the size that it has."));
        return WithViews(augmentation.Of(Inputs, Inputs, shape, Scaler.None));
    }

    /// <summary>The same data with views that are made; null or one view for none.</summary>
    internal Dataset WithViews(IReadOnlyList<Features>? views) =>
        new(this, Inputs, Targets, FeatureNames) { Views = views is { Count: > 1 } ? views : null };

    /// <summary>The same data with inputs of their own for the training.</summary>
    internal Dataset Augmented(TrainingPictures? pictures) => new(this, Inputs, Targets, FeatureNames) { Pictures = pictures };

    /// <summary>Which data they are, for who has to know whether they are the same again; computed once.</summary>
    internal JsonObject Fingerprint(Kernels.Workers workers) => _fingerprint ??= DataIdentity.Of(this, workers);

    /// <summary>Writes samples as training sees them in one of its passes.</summary>
    internal void GatherForTraining(ReadOnlySpan<int> rows, Span<float> destination, ulong seed, uint pass, Kernels.Workers workers)
    {
        if (Pictures is null) Inputs.Gather(rows, destination, workers);
        else Pictures.Gather(rows, destination, seed, pass, workers);
    }

    /// <summary>The same rows and weights scaled.</summary>
    internal Dataset Scaled(Scaler scaler)
    {
        Features inputs = scaler.Apply(Inputs);
        return new(this, inputs, Targets, FeatureNames)
        {
            Pictures = Pictures?.Scaled(scaler),
            Views = Views is null ? null : [inputs, .. Views.Skip(1).Select(scaler.Apply)],
        };
    }

    /// <summary>The same rows and weights with other targets.</summary>
    /// <param name="targets">As many rows as there are inputs.</param>
    public Dataset WithTargets(Targets targets) => new(this, Inputs, targets, FeatureNames);

    /// <summary>The same rows with weights that count in training alone.</summary>
    internal Dataset WithTrainingWeights(float[] weights) => Like(SampleWeights, weights);

    private Dataset Like(float[]? weights, float[]? trainingWeights) =>
        new(this, Inputs, Targets, FeatureNames) { SampleWeights = weights, TrainingWeights = trainingWeights };

    /// <summary>A training and a test part, rows drawn by chance: scikit-learn's <c>train_test_split</c>, row for row.</summary>
    /// <param name="testSize">A share of the rows between 0 and 1, rounded up, or a number of rows.</param>
    /// <param name="seed">The same seed gives the same parts: scikit-learn's <c>random_state</c>.</param>
    /// <param name="stratify">Whether each class has the same share of both parts; needs targets that are classes.</param>
    /// <exception cref="GliaException">The size does not fit the rows, or a class is too small to be in both parts.</exception>
    public (Dataset Train, Dataset Test) Split(PartSize testSize, uint seed = 1, bool stratify = false)
    {
        TrainTestSplit split = TrainTestSplit.Random(Rows, seed, testSize, stratify: stratify ? Targets.ToClasses() : null);
        return (Select(split.Train), Select(split.Test));
    }

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
                throw new GliaException($"Row {row} of {part} has {Named(Targets[row][target])} as " +
                    $"target{(Targets.Width > 1 ? $" {target}" : "")}; remove the row or correct it.");
        }
        if (Inputs is ByteFeatures) return;
        var values = new float[Inputs.Shape.Size];
        for (int row = 0; row < Rows; row++)
        {
            Inputs.Gather([row], values);
            if (FirstNotFinite(values) is >= 0 and var feature)
                throw new GliaException($"Row {row} of {part} holds {Named(values[feature])} in feature " +
                    $"{feature}{(FeatureNames == null ? "" : $" ('{FeatureNames[feature]}')")}; remove the row or fill the gap.");
        }

        static string Named(float value) => float.IsNaN(value) ? "no number (NaN)" : "infinity";
    }

    private static float[]? Some(float[]? weights, int[] rows) => weights is null ? null : Array.ConvertAll(rows, row => weights[row]);

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i])) return i;
        return -1;
    }
}
