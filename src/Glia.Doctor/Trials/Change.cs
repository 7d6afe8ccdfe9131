using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>One mechanical repair of a variant.</summary>
/// <param name="Fault">What it would mend.</param>
/// <param name="Words">What is changed, for the reader: <c>learning rate 1e-06 to 0.001</c>.</param>
/// <param name="Where">The place of the fault.</param>
/// <param name="Prescription">What to do, in a sentence.</param>
/// <param name="Apply">Makes the changed copy; more than one can be applied after each other.</param>
internal sealed record Change(Fault Fault, string Words, Where Where, string Prescription, Func<Variant, Variant> Apply)
{
    /// <summary>Of what can be learned, the share that is harm unless a change says otherwise. Set on the bench's tuning half.</summary>
    public const double UsualHarm = 0.05;

    /// <summary>
    /// Whether it helps many networks whatever ails them, as another optimizer or a longer run does, so that its help says little about the
    /// cause.
    /// </summary>
    public bool Generic { get; init; }

    /// <summary>
    /// The share of what can be learned that it must bring before what it changes is called harmful;
    /// more where the change is one of degree.
    /// </summary>
    public double LeastHarm { get; init; } = UsualHarm;

    /// <summary>What of the steps it changes; the search for causes weighs such changes against each other.</summary>
    public Lever Lever { get; init; }

    /// <summary>Whether it only brings a run sooner to where it gets anyway: a higher rate, more epochs.</summary>
    public bool Hastens { get; init; }

    /// <summary>How many times the usual number of steps its trial needs.</summary>
    public double StepsFactor { get; init; } = 1;
}

/// <summary>What of the steps of training a change turns.</summary>
internal enum Lever
{
    /// <summary>Nothing of the steps: data, network or loss, or a setting of the optimizer.</summary>
    None,

    /// <summary>The learning rate.</summary>
    Rate,

    /// <summary>The optimizer as a whole.</summary>
    Optimizer,

    /// <summary>The rows of a step.</summary>
    Batch,

    /// <summary>The number of epochs.</summary>
    Epochs,
}
