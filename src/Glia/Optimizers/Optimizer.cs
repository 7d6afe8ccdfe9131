using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// Changes the weights by the gradients: one fused loop over each parameter that reads weight, gradient and state, writes weight and state,
/// and returns the sums it had in its hands anyway.
/// </summary>
public abstract class Optimizer
{
    private ParameterBlock[] _state = [];
    private StepSums[] _sums = [];
    private Workers _workers = Workers.Single;
    private bool _withSums = true;

    /// <summary>Settings shared by all optimizers.</summary>
    /// <param name="learningRate">The step length; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or no finite number.</exception>
    protected Optimizer(float learningRate)
    {
        if (!(learningRate >= 0) || float.IsInfinity(learningRate))
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "A learning rate is zero or more.");
        LearningRate = learningRate;
    }

    /// <summary>Keras' class name.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The learning rate a schedule starts from.</summary>
    public float LearningRate { get; set; }

    /// <summary>
    /// Weight decay. Keras' <c>weight_decay</c> is decoupled: every step takes <c>rate * decay * w</c> from each weight first. PyTorch's
    /// optimizers, all but <c>AdamW</c>, add <c>decay * w</c> to the gradient instead.
    /// </summary>
    public float WeightDecay { get; set; }

    /// <summary>The longest gradient of one parameter; a longer one is scaled down. Keras' <c>clipnorm</c>; null for none.</summary>
    public float? ClipNorm { get; set; }

    /// <summary>Refuses what is no share of the last step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, above 1, or no number.</exception>
    private protected static void RequireMomentum(float momentum)
    {
        if (!(momentum is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Momentum is between 0 and 1.");
    }

    /// <summary>The longest gradient of all parameters together. Keras' <c>global_clipnorm</c>; null for none.</summary>
    public float? GlobalClipNorm { get; set; }

    /// <summary>The largest absolute gradient of one number. Keras' <c>clipvalue</c>; null for none.</summary>
    public float? ClipValue { get; set; }

    /// <summary>The rate of step t is <c>rate / (1 + decay * t)</c>: the <c>decay</c> of older Keras optimizers.</summary>
    public float Decay { get; set; }

    /// <summary>The trainer whose weights it changes; null outside one.</summary>
    internal Training.Trainer? Owner { get; set; }

    /// <summary>Steps done so far.</summary>
    public long Step { get; internal set; }

    /// <summary>Names of the numbers kept for each weight, in order.</summary>
    public abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>What is kept for each weight, one block a name; empty before the first step.</summary>
    public IReadOnlyList<ParameterBlock> State => _state;

    /// <summary>
    /// Sums of squares of the last step, one entry a parameter: gradients (before clipping), weights (before the step) and changes. Of no
    /// meaning after a step that was told to do without.
    /// </summary>
    public IReadOnlyList<StepSums> Sums => _sums;

    /// <summary>
    /// The norm of all gradients of the last step before clipping; NaN unless <see cref="GlobalClipNorm"/> made it known.
    /// </summary>
    public double GlobalNorm { get; private set; } = double.NaN;

    /// <summary>
    /// Whether a step is <c>w = w - rate * g</c> and nothing else, so that a backward pass can add a gradient, scaled,
    /// to the weights themselves.
    /// </summary>
    public bool IsPlain => AddsScaledGradient && WeightDecay == 0 && Decay == 0 && ClipNorm is null
        && GlobalClipNorm is null && ClipValue is null;

    /// <summary>Whether a gradient of ten times the size makes the same step, as where it is divided by its own mean size.</summary>
    public virtual bool IgnoresGradientScale => true;

    /// <summary>Prepares the state for the weights of a network and forgets what was there.</summary>
    /// <param name="weights">What it is to train.</param>
    public void Reset(ParameterBlock weights)
    {
        _state = [.. StateNames.Select(_ => new ParameterBlock(weights.Parameters))];
        foreach (ParameterBlock block in _state) block.All.Fill(InitialState);
        _sums = new StepSums[weights.Parameters.Count];
        Step = 0;
    }

    /// <summary>One step over all trainable parameters.</summary>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="rate">The learning rate of this step, after the schedule.</param>
    /// <param name="workers">Threads to share the work with; null for none.</param>
    /// <param name="withSums">Whether <see cref="Sums"/> are wanted; they take time.</param>
    public void Apply(ParameterBlock weights, ParameterBlock gradients, float rate, Workers? workers = null, bool withSums = true)
    {
        _workers = workers ?? Workers.Single;
        _withSums = withSums;
        if (_sums.Length != weights.Parameters.Count) Reset(weights);
        Step++;
        if (Decay != 0) rate /= 1 + Decay * (Step - 1);
        BeginStep();
        float globalScale = GlobalScale(weights, gradients);
        for (int i = 0; i < _sums.Length; i++)
        {
            Parameter parameter = weights.Parameters[i];
            if (!parameter.Trainable) continue;
            Span<float> gradient = gradients[parameter];
            var treatment = new GradientTreatment
            {
                Factor = globalScale * ClipScale(weights, gradients, parameter),
                Clip = ClipValue ?? float.PositiveInfinity,
                L1 = parameter.Regularizer.L1,
                L2 = PenaltySlope(parameter),
                Decay = DecaysByGradient ? 0 : WeightDecay * rate,
            };
            _sums[i] = Update(weights[parameter], gradient, parameter, rate, treatment);
        }
    }

    /// <summary>Its settings under Keras' names.</summary>
    public JsonObject Config()
    {
        var config = new JsonObject { ["learning_rate"] = LearningRate };
        WriteConfig(config);
        if (WeightDecay != 0) config["weight_decay"] = WeightDecay;
        if (ClipNorm is { } norm) config["clipnorm"] = norm;
        if (GlobalClipNorm is { } global) config["global_clipnorm"] = global;
        if (ClipValue is { } value) config["clipvalue"] = value;
        if (Decay != 0) config["decay"] = Decay;
        return config;
    }

    /// <summary>An optimizer by Keras' name with Keras' defaults.</summary>
    public static implicit operator Optimizer(string name) => OptimizerCatalogue.Create(name, "optimizer");

    /// <summary>What every state number starts with.</summary>
    protected virtual float InitialState => 0;

    /// <summary>Whether the rule itself is <c>w = w - rate * g</c>.</summary>
    protected virtual bool AddsScaledGradient => false;

    /// <summary>
    /// Whether <see cref="WeightDecay"/> is added to the gradient, as PyTorch does it, rather than taken from the weights.
    /// </summary>
    protected virtual bool DecaysByGradient => false;

    /// <summary>Prepares numbers that depend on the step alone.</summary>
    protected virtual void BeginStep() { }

    /// <summary>Updates one parameter.</summary>
    /// <param name="weights">The numbers of one parameter, changed in place.</param>
    /// <param name="gradient">Its gradient, which may be overwritten.</param>
    /// <param name="parameter">Which parameter: <see cref="Kept"/> has what is kept for it.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="treatment">Clipping, decay and scale, applied in the same pass.</param>
    protected abstract StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment);

    /// <summary>Updates one parameter, and what is kept for it, by a rule, on the threads of the step in progress.</summary>
    /// <param name="rule">The rule, with its rates and factors for this step.</param>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="parameter">Which parameter it is.</param>
    /// <param name="treatment">What is done to gradient and weight first.</param>
    protected StepSums Run<TRule>(TRule rule, Span<float> weights, Span<float> gradient, Parameter parameter, GradientTreatment treatment)
        where TRule : struct, IOptimizerRule => OptimizerSteps.Step(
            rule, treatment, weights, gradient,
            TRule.States > 0 ? Kept(0, parameter) : default,
            TRule.States > 1 ? Kept(1, parameter) : default,
            TRule.States > 2 ? Kept(2, parameter) : default,
            _workers, _withSums);

    /// <summary>Writes the settings that only this optimizer has.</summary>
    /// <param name="config">Takes the settings, under the names that the catalogue's function reads.</param>
    protected abstract void WriteConfig(JsonObject config);

    /// <summary>What is kept under a name for a parameter.</summary>
    /// <param name="name">Which of <see cref="StateNames"/>, by its place.</param>
    /// <param name="parameter">The parameter.</param>
    protected Span<float> Kept(int name, Parameter parameter) => _state[name][parameter];

    private float GlobalScale(ParameterBlock weights, ParameterBlock gradients)
    {
        if (GlobalClipNorm is not { } limit) return 1;
        double sum = 0;
        for (int i = 0; i < weights.Parameters.Count; i++)
            if (weights.Parameters[i].Trainable) sum += SquaredNorm(weights, gradients, weights.Parameters[i]);
        GlobalNorm = Math.Sqrt(sum);
        return GlobalNorm > limit ? (float)(limit / GlobalNorm) : 1;
    }

    private float ClipScale(ParameterBlock weights, ParameterBlock gradients, Parameter parameter)
    {
        if (ClipNorm is not { } limit) return 1;
        double norm = Math.Sqrt(SquaredNorm(weights, gradients, parameter));
        return norm > limit ? (float)(limit / norm) : 1;
    }

    // A penalty is part of the loss, so its gradient is part of what is clipped.
    private double SquaredNorm(ParameterBlock weights, ParameterBlock gradients, Parameter parameter) =>
        Reduce.SumOfSquares(gradients[parameter], weights[parameter], PenaltySlope(parameter), parameter.Regularizer.L1);

    private float PenaltySlope(Parameter parameter) => 2 * parameter.Regularizer.L2 + (DecaysByGradient ? WeightDecay : 0);
}
