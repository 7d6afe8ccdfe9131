using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>
/// Every rule, in the order in which they are asked and in which their repairs are tried; a test finds one that is left out.
/// </summary>
internal static class AllRules
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<Rule> List { get; } =
    [
        // Data
        new InputsNotScaled(), new InputsScaledTwice(), new DeadFeature(), new NotFiniteData(), new SplitsScaledDifferently(),
        new TargetsNotScaled(), new TargetsOutOfReach(), new LabelsCorrupted(), new LabelsShuffledApart(), new NoisyLabels(),
        new ClassImbalance(), new SortedWithoutShuffle(), new Leakage(), new LabelEncodingMismatch(), new ContradictoryLabels(),
        new TooFewSamples(), new TargetInsideInputs(), new DestructiveAugmentation(), new WrongLayout(),
        // Loss
        new WrongReduction(), new CrossEntropyForRegression(), new BinaryLossForClasses(), new RegressionLossForClasses(),
        new OverRegularised(), new LossSignFlipped(), new UnsafeLogarithm(), new BroadcastInLoss(),
        // Model
        new SoftmaxOverOneUnit(), new DoubleSoftmax(), new LossOnRawLogits(), new SigmoidWithCategorical(), new ReluOnOutput(),
        new BoundedRegressionOutput(), new WrongOutputWidth(), new SoftmaxInHiddenLayer(), new UnboundedGrowth(), new SaturatingStack(),
        new NoHiddenNonlinearity(), new NarrowBottleneck(), new WrongCapacity(), new MisplacedDropout(), new FrozenLayer(),
        new MissingBias(), new BatchNormalizationMisuse(), new PaddingRead(), new PooledAway(),
        // Initialization
        new ConstantWeights(), new WeightsTooLarge(), new WeightsTooSmall(), new OddBias(),
        // Backpropagation
        new WrongGradient(), new BiasGradientNotReduced(), new UpdateAdded(),
        // Optimization
        new LearningRateTooHigh(), new LearningRateTooLow(), new OptimizerSettings(), new ClipTooLow(), new UnsuitableBatchSize(),
        new UnsuitedOptimizer(), new LaggingAverages(), new ParameterNeverUpdated(),
        new StoppedTooEarly(), new NoValidation(),
        // Evaluation
        new StaleForwardPass(), new WrongMetric(), new TrainingModeInEvaluation(), new EvaluatedOnTrainingData(), new EvaluatedOtherModel(),
        new WrongDivisor(), new LabelsOutOfOrder(), new TrainsWhileEvaluating(),
        // How a run went
        new LossRises(), new MetricDoesNotFollowLoss(), new Oscillation(), new NotFinite(), new LossExplodes(), new LossConstant(),
        new MissingRegularisation(), new ValidationAboveTraining(), new IgnoresInput(), new OutputsThePrior(), new PredictionsCollapsed(),
        new DeadRelu(), new Saturation(), new ConstantActivations(), new UpdateRatioOff(), new VanishingGradient(), new ParameterConstant(),
        // Symptoms
        new OverfitGap(), new AccuracyIsAClassShare(), new MetricNotReproduced(), new CannotOverfit(),
    ];

    /// <summary>The rule of a fault; null for a fault that has none.</summary>
    public static Rule? Of(Fault fault) => List.FirstOrDefault(rule => rule.Fault.Code == fault.Code);

    /// <summary>Asks every rule up to a tier.</summary>
    public static void Judge(ExperimentExamination examination, Tier upTo)
    {
        foreach (Rule rule in List.Where(rule => rule.Needs <= upTo))
        {
            examination.Subject.Options.CancellationToken.ThrowIfCancellationRequested();
            examination.Ask(rule);
        }
    }

    /// <summary>Asks every rule about a recorded step.</summary>
    public static void Judge(Reading reading, Examination examination)
    {
        var asked = List.Where(rule => reading.IsFinite || !rule.NeedsFinite);
        foreach (Judgement judgement in asked.SelectMany(rule => rule.Judge(reading))) examination.Take(judgement);
    }

    /// <summary>Asks every rule about a run how it went.</summary>
    public static IEnumerable<Judgement> Judge(RunFacts run) => List.OfType<RunRule>().Select(rule => rule.Judge(run)).OfType<Judgement>();

    /// <summary>Every repair that applies to a variant.</summary>
    public static IEnumerable<Change> Repairs(Variant variant, TargetView targets) =>
        List.SelectMany(rule => rule.Repairs(variant, targets));
}
