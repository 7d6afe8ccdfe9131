using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>A layer of the step.</summary>
internal sealed record RecordedLayer
{
    /// <summary>The weights before the step, [in, out].</summary>
    public required Matrix Weights { get; init; }

    /// <summary>The biases before; null where there are none, or where they lie in the weights.</summary>
    public Matrix? Bias { get; init; }

    /// <summary>The row of the weights that holds the biases; null if none does.</summary>
    public BiasRow? BiasRow { get; init; }

    /// <summary>How many times those of the program the weights and biases are that stand here: its function is that of so many times its
    /// pre-activations.</summary>
    public double Steepness { get; init; } = 1;

    /// <summary>The activation in Keras' name.</summary>
    public required string Activation { get; init; }

    /// <summary>The weights after.</summary>
    public Matrix? WeightsAfter { get; init; }

    /// <summary>The biases after.</summary>
    public Matrix? BiasAfter { get; init; }

    /// <summary>What the program takes for the gradient of the weights.</summary>
    public Matrix? Gradient { get; init; }

    /// <summary>What the program takes for the gradient of the biases.</summary>
    public Matrix? BiasGradient { get; init; }

    /// <summary>Whether a rate of the weights was looked for: those that stand still may have none.</summary>
    public bool HasRate { get; init; }

    /// <summary>Whether a rate of the biases was looked for beside that of the weights.</summary>
    public bool HasBiasRate { get; init; }

    /// <summary>What the outputs were multiplied with, one row a sample.</summary>
    public Matrix? Mask { get; init; }

    /// <summary>Whether the program keeps the kernel as [in, out].</summary>
    public bool IsInOut { get; init; } = true;

    /// <summary>
    /// What reaches the layer's pre-activations and its outputs, as expressions, where the program makes the error of the layer; null where
    /// nothing does.
    /// </summary>
    public NamesInSight? InSight { get; init; }

    /// <summary>
    /// The layer with so many times the weights and biases, where its function is that of so many times the pre-activations: its gradients
    /// are as many times smaller.
    /// </summary>
    public RecordedLayer Scaled(double steepness) => steepness == 1 ? this : this with
    {
        Steepness = steepness,
        Weights = Weights.Times(steepness),
        WeightsAfter = WeightsAfter?.Times(steepness),
        Bias = Bias?.Times(steepness),
        BiasAfter = BiasAfter?.Times(steepness),
        Gradient = Gradient?.Times(1 / steepness),
        BiasGradient = BiasGradient?.Times(1 / steepness),
    };
}

/// <summary>One step of the program.</summary>
internal sealed record RecordedStep
{
    /// <summary>The inputs, a row a sample.</summary>
    public required Matrix X { get; init; }

    /// <summary>The targets.</summary>
    public required Matrix Y { get; init; }

    /// <summary>The layers, inputs first.</summary>
    public required IReadOnlyList<RecordedLayer> Layers { get; init; }

    /// <summary>The outputs; null where the weights are not those with which they were computed.</summary>
    public required Matrix? Outputs { get; init; }

    /// <summary>What stands where the softmax of the outputs should be, if something does.</summary>
    public OutputForm Form { get; init; }

    /// <summary>The slope below zero of leaky layers.</summary>
    public double? Slope { get; init; }

    /// <summary>The line that subtracts outputs and targets to a table of both; null where none does.</summary>
    public SpreadError? Spread { get; init; }

    /// <summary>The learning rate; null where it is not the same for all, or unknown.</summary>
    public double? Rate { get; init; }

    /// <summary>The optimizer, where it is certain.</summary>
    public string? Optimizer { get; init; }

    /// <summary>Whether it belongs to the network that was trained first, where several are, one after the other.</summary>
    public bool IsOfFirstTraining { get; init; } = true;

    /// <summary>Whether a network that was trained afterwards was trained for longer, such as after rates were tried.</summary>
    public bool IsTrial { get; init; }

    /// <summary>How many updates came before; null where that was not counted.</summary>
    public long? Step { get; init; }

    /// <summary>How many updates the program makes in all; null where it was stopped before its end.</summary>
    public long? Steps { get; init; }

    /// <summary>How many it makes at least, where it was stopped before its end; null where nothing says.</summary>
    public long? StepsAtLeast { get; init; }

    /// <summary>What the loop around it gives it; null where that is not known.</summary>
    public StepRows? Loop { get; init; }

    /// <summary>Whether it was put together of single numbers, where no layers of arrays were found.</summary>
    public bool IsOfUnits { get; init; }

    /// <summary>How many forward passes go into an update.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>The weights before the first step, in a later one; null if unknown.</summary>
    public IReadOnlyList<RecordedLayer>? Start { get; init; }

    /// <summary>Rows that the program trains on and their targets, where it takes them one by one; null where they are not known.</summary>
    public (Matrix X, Matrix Y)? Training { get; init; }

    /// <summary>The evaluation that follows, if one was seen.</summary>
    public RecordedAnswers? Evaluation { get; init; }

    /// <summary>Where the arrays lay that the inputs are parts of.</summary>
    public IReadOnlyCollection<Tapes.Stretch> TrainedOn { get; init; } = [];

    /// <summary>Where the arrays come from, by their names in a trace.</summary>
    public required IReadOnlyDictionary<string, Statement> Sources { get; init; }
}
