namespace Glia.Doctor.Findings;

/// <summary>
/// Where in the work a fault is made. In the order in which equally certain findings are told: first what makes the user's figure wrong,
/// last what the others bring about.
/// </summary>
public enum Family
{
    /// <summary>The figure the user looks at is wrong, whatever the network does.</summary>
    Evaluation,

    /// <summary>What is fed in.</summary>
    Data,

    /// <summary>The layers and how they fit the targets.</summary>
    Model,

    /// <summary>The number that is minimised.</summary>
    Loss,

    /// <summary>Gradients written by hand.</summary>
    Backpropagation,

    /// <summary>Rate, optimizer, batch, length of the run.</summary>
    Optimization,

    /// <summary>The weights at the start.</summary>
    Initialization,

    /// <summary>What is seen, without its cause.</summary>
    Symptom,
}
