using System.CommandLine;
using Glia.Data;
using Glia.Experiments;
using Glia.Initializers;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;

namespace Glia.Cli.Commands;

/// <summary>The flags of <c>glia train</c> that stand for fields of an experiment file.</summary>
internal sealed class TrainFlags
{
    private readonly Option<string?> _layers = new("--layers")
    {
        Description = "Widths of the hidden layers, with commas between; none for a linear model.",
        HelpName = "200,200",
    };
    private readonly Option<string?> _activation =
        new("--activation") { Description = "Activation of the hidden layers.", HelpName = "relu" };
    private readonly Option<string?> _initializer = new("--init") { Description = "How the weights start.", HelpName = "he_normal" };
    private readonly Option<double?> _dropout =
        new("--dropout") { Description = "Share of outputs dropped after every hidden layer.", HelpName = "0.2" };
    private readonly Option<bool> _batchNorm =
        new("--batch-norm") { Description = "Normalizes every hidden layer over the batch, before its activation." };

    private readonly Option<string?> _loss = new("--loss") { Description = "What is made small.", HelpName = "categorical_crossentropy" };
    private readonly Option<string?> _optimizer = new("--optimizer") { Description = "The optimizer.", HelpName = "Adam" };
    private readonly Option<double?> _rate = new("--learning-rate", "--lr") { Description = "The learning rate.", HelpName = "0.005" };
    private readonly Option<double?> _momentum = new("--momentum") { Description = "The optimizer's momentum.", HelpName = "0.9" };
    private readonly Option<double?> _decay =
        new("--weight-decay") { Description = "Takes this share, times the learning rate, from each weight a step.", HelpName = "0.01" };
    private readonly Option<string?> _schedule =
        new("--schedule") { Description = "How the learning rate changes; none for not at all.", HelpName = "one_cycle" };
    private readonly Option<int?> _batch = new("--batch") { Description = "Rows in one batch.", HelpName = "96" };
    private readonly Option<int?> _accumulate = new("--accumulate")
    {
        Description = "Adds up the gradients of so many batches before it changes the weights: a batch so many times as large, in the " +
            "memory of a small one (gradient_accumulation_steps).",
        HelpName = "4",
    };
    private readonly Option<int?> _leaves = new("--leaves")
    {
        Description = "Cuts each batch into so many parts, a power of two, that are computed apart, by threads or by processes " +
            "that mpirun or srun started; their number changes no bit.",
        HelpName = "8",
    };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "Passes over the training rows.", HelpName = "3" };
    private readonly Option<double?> _ema = new("--ema")
    {
        Description = "Averages the weights over the steps, each counting so much of the next; 0 for not at all.",
        HelpName = "0.99",
    };
    private readonly Option<string?> _augment = new("--augment")
    {
        Description = "How far pictures are changed at random while it learns from them; none for not at all.",
        HelpName = "rotate=12,shift=2",
    };
    private readonly Option<string?> _views = CommonFlags.Views();
    private readonly Option<int?> _patience = new("--patience")
    {
        Description = "Ends after so many epochs without a lower loss of the validation part, or of the training rows without one; " +
            "keeps the best.",
        HelpName = "5",
    };
    private readonly Option<long?> _seed = CommonFlags.Seed();

    private readonly DataFlags _data = new();
    private readonly Option<string?> _task =
        new("--task") { Description = "What the targets are learned as: classify, regress or multilabel.", HelpName = "classify" };
    private readonly Option<string?> _scale =
        new("--scale") { Description = "How the inputs are scaled: none, unit (/255), minmax or standardize.", HelpName = "standardize" };
    private readonly Option<string?> _targetScale = new("--target-scale")
    {
        Description = "How targets that are numbers are scaled for the training: none, standardize or minmax; " +
            "what you see is in their own units.",
        HelpName = "standardize",
    };
    private readonly Option<double?> _testSize =
        new("--test-size") { Description = "The part held back for testing: a fraction below 1, or a number of rows.", HelpName = "0.15" };
    private readonly Option<long?> _splitSeed =
        new("--split-seed") { Description = "The seed of the split: scikit-learn's random_state.", HelpName = "42" };
    private readonly Option<double?> _validation = new("--validation-split")
    {
        Description = "Share of the training rows, the last ones, that chooses the best epoch.",
        HelpName = "0.1",
    };
    private readonly Option<string?> _validationData =
        new("--validation-data") { Description = "Other data like WHAT that choose the best epoch.", HelpName = "FILE" };

    private readonly Option<string?> _imageSize = new("--image-size")
    {
        Description = "The size that image files get, height x width; by default their own if all are small and alike, else 32x32.",
        HelpName = "32x32",
    };
    private readonly Option<bool> _gray = new("--gray") { Description = "Takes the images in gray." };
    private readonly Option<bool> _color = new("--color") { Description = "Takes the images in color; the default, unless all are gray." };

    /// <summary>Adds all of them to a command, a group for each part of an experiment file.</summary>
    public TrainFlags(GroupedCommand command)
    {
        command.Group("Network", _layers, _activation.Offers(ActivationCatalogue.Names), _initializer.Offers(InitializerCatalogue.Names),
            _dropout.Share(), _batchNorm);
        command.Group("Training", _loss.Offers(LossCatalogue.Names), _optimizer.Offers(OptimizerCatalogue.Names), _rate.NotNegative(),
            _momentum.Part(), _decay.NotNegative(), _schedule.Offers([.. ScheduleCatalogue.Names, "none"]),
            _batch.AtLeast(1), _accumulate.AtLeast(1), _leaves.PowerOfTwo(FitOptions.MostLeaves), _epochs.AtLeast(0), _ema.Share(),
            _patience.AtLeast(0), _seed);
        command.Group("Data", _data.Targets, _data.Weight, _task.OneOf("classify", "regress", "multilabel"), _data.Inputs, _data.Drop,
            _data.Columns, _data.Header,
            _scale.OneOf("none", "unit", "minmax", "standardize"), _targetScale.OneOf("none", "standardize", "minmax"),
            _testSize.ShareOrRows(), _splitSeed.Within(0, Experiment.MostSeed),
            _validation.Share(), _validationData, _augment, _views, _imageSize, _gray, _color);
    }

    /// <summary>What was said.</summary>
    /// <exception cref="GliaException">The layers are no list of widths, or the columns no list of kinds.</exception>
    public ExperimentOverrides Read(ParseResult parsed)
    {
        if (parsed.GetValue(_validation) is not null && parsed.GetValue(_validationData) is not null)
            throw new GliaException("--validation-split and --validation-data each name the part that chooses the best epoch; " +
                "keep one of the two.");
        return Said(parsed);
    }

    private ExperimentOverrides Said(ParseResult parsed) => _data.Read(parsed) with
    {
        Layers = parsed.GetValue(_layers) is { } widths ? Widths(widths) : null,
        Activation = parsed.GetValue(_activation),
        Initializer = parsed.GetValue(_initializer),
        Dropout = parsed.GetValue(_dropout),
        BatchNormalization = parsed.GetValue(_batchNorm),
        Optimizer = parsed.GetValue(_optimizer),
        LearningRate = parsed.GetValue(_rate),
        Momentum = parsed.GetValue(_momentum),
        WeightDecay = parsed.GetValue(_decay),
        Schedule = parsed.GetValue(_schedule),
        BatchSize = parsed.GetValue(_batch),
        GradientAccumulationSteps = parsed.GetValue(_accumulate),
        Leaves = parsed.GetValue(_leaves),
        Epochs = parsed.GetValue(_epochs),
        EmaMomentum = parsed.GetValue(_ema),
        Augment = parsed.GetValue(_augment) is { } augment ? Augmentation.Parse(_augment.Name, augment) : null,
        TestTimeAugmentation = parsed.GetValue(_views) is { } views ? TestTimeAugmentation.Parse(_views.Name, views) : null,
        Patience = parsed.GetValue(_patience),
        Seed = parsed.GetValue(_seed),
        Loss = parsed.GetValue(_loss),
        Scale = parsed.GetValue(_scale),
        TargetScale = parsed.GetValue(_targetScale),
        Task = parsed.GetValue(_task),
        ValidationData = Found(parsed.GetValue(_validationData)),
        ImageSize = parsed.GetValue(_imageSize) is { } size ? Size(size) : null,
        ColorMode = Mode(parsed.GetValue(_gray), parsed.GetValue(_color)),
        TestSize = parsed.GetValue(_testSize),
        SplitSeed = parsed.GetValue(_splitSeed),
        ValidationSplit = parsed.GetValue(_validation),
    };

    // A flag's path starts in the current folder, that of a file in the file's.
    private static string? Found(string? source) => Path.Exists(source) ? Path.GetFullPath(source) : source;

    private static ImageSize Size(string text) => ImageSize.Parse(text)
        ?? throw new GliaException($"--image-size is '{text}'; write height x width in pixels, each from 1 to 4096, " +
            "for example --image-size 32x32.");

    private static string? Mode(bool gray, bool color)
    {
        if (gray && color) throw new GliaException("--gray and --color contradict each other; keep one of the two.");
        if (gray) return "grayscale";
        return color ? "rgb" : null;
    }

    private static int[] Widths(string text)
    {
        if (text.Trim() == "none") return [];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        var widths = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], out widths[i]) || widths[i] < 1)
                throw new GliaException($"--layers is '{text}'; write the widths of the hidden layers with commas between, " +
                    "for example --layers 200,200, or none.");
        }
        return widths;
    }
}
