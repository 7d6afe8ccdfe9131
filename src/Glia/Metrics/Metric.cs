using Glia.Data;

namespace Glia.Metrics;

/// <summary>
/// A number besides the loss that says how good answers are, as Keras measures it. It takes in the answers part by part; as in Keras sample
/// weights do not count.
/// </summary>
public abstract class Metric
{
    /// <summary>What a history calls it: <c>auc</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a smaller value is better, as of an error; of most metrics a larger one is.</summary>
    public virtual bool LessIsBetter => false;

    /// <summary>Forgets all answers and looks at what will come.</summary>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="output">The shape of one output; the last axis is compared.</param>
    /// <exception cref="GliaException">It cannot be measured on these.</exception>
    public abstract void Begin(Targets targets, Shape output);

    /// <summary>Takes in the answers of some rows.</summary>
    /// <param name="outputs">Probabilities or values, also where the loss takes logits.</param>
    /// <param name="targets">What they should be, class numbers as 0/1 columns.</param>
    public abstract void Add(in Tensor outputs, in Tensor targets);

    /// <summary>What was measured; NaN where the answers do not say, as the area under a curve of one class.</summary>
    public abstract double Value { get; }

    /// <summary>A metric by Keras' name.</summary>
    public static implicit operator Metric(string name) => MetricCatalogue.Create(name, "metrics");
}
