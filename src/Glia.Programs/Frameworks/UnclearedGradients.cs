using System.Numerics;
using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Optimizers;

namespace Glia.Programs.Frameworks;

/// <summary>
/// An optimizer of PyTorch's whose gradients nobody clears: each step moves by the sum of all gradients so far. Only trials use it, to see
/// what a forgotten <c>zero_grad</c> does.
/// </summary>
internal sealed class UnclearedGradients : Optimizer
{
    /// <summary>Its name in a description.</summary>
    public const string ClassName = "UnclearedGradients";

    private readonly Optimizer _of;

    static UnclearedGradients() => OptimizerCatalogue.Register(ClassName,
        settings => new UnclearedGradients(OptimizerCatalogue.Create(settings.Node("of")!.DeepClone(), settings.Where)));

    private UnclearedGradients(Optimizer of) : base(of.LearningRate)
    {
        _of = of;
        WeightDecay = of.WeightDecay;
    }

    /// <summary>The description of an optimizer whose gradients nobody clears; null where that cannot be tried.</summary>
    public static JsonObject? Of(JsonObject optimizer) => Tried(OptimizerCatalogue.Create(optimizer.DeepClone(), "optimizer"))
        ? new JsonObject
        {
            ["class_name"] = ClassName,
            ["learning_rate"] = optimizer["learning_rate"]!.DeepClone(),
            ["of"] = optimizer.DeepClone(),
        }
        : null;

    /// <inheritdoc/>
    public override string Name => ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["first", "second", "sum"];

    /// <inheritdoc/>
    protected override bool DecaysByGradient => _of is not TorchAdamW;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment)
    {
        if (_of is TorchSGD descent)
            return Run(new Uncleared<Descent>(new(rate, descent.Momentum)), weights, gradient, parameter, treatment);
        var adam = (TorchAdam)_of;
        double first = 1 - Math.Pow(adam.Beta1, Step), second = Math.Sqrt(1 - Math.Pow(adam.Beta2, Step));
        var rule = new Adaptive(rate / (float)first, adam.Beta1, adam.Beta2, (float)second, adam.Epsilon);
        return Run(new Uncleared<Adaptive>(rule), weights, gradient, parameter, treatment);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config) => config["of"] = OptimizerCatalogue.ToJson(_of).DeepClone();

    private static bool Tried(Optimizer optimizer) => optimizer switch
    {
        TorchSGD descent => !descent.Nesterov && descent.Dampening == 0,
        TorchAdam adam => !adam.Amsgrad,
        _ => false,
    };

    // The rule of an optimizer with the sum of all gradients so far in place of the gradient.
    private readonly struct Uncleared<TRule>(TRule rule) : IOptimizerRule where TRule : struct, IOptimizerRule
    {
        public static int States => 3;

        public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
        {
            Vector<float> none = default;
            s2 += g;
            return rule.Step(w, s2, ref s0, ref s1, ref none);
        }
    }

    private readonly struct Descent(float rate, float momentum) : IOptimizerRule
    {
        public static int States => 1;

        public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
        {
            s0 = momentum * s0 + g;
            return w - rate * s0;
        }
    }

    private readonly struct Adaptive(float rate, float beta1, float beta2, float correction, float epsilon) : IOptimizerRule
    {
        public static int States => 2;

        public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
        {
            s0 = beta1 * s0 + (1 - beta1) * g;
            s1 = beta2 * s1 + (1 - beta2) * g * g;
            return w - rate * s0 / (Vector.SquareRoot(s1) / new Vector<float>(correction) + new Vector<float>(epsilon));
        }
    }
}
