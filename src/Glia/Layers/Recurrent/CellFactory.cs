using Glia.Kernels;

namespace Glia.Layers;

/// <summary>
/// Makes the cells of recurrent layers for the activations a file names. A cell is one loop over its numbers, compiled for the operations
/// of its two activations; so these must be operations of the kernels.
/// </summary>
internal static class CellFactory
{
    /// <summary>Whether a cell can be made with this activation.</summary>
    public static bool Takes(ActivationFunction function) => function is IOperation or Linear;

    /// <summary>The same, with an exception for who writes C#.</summary>
    public static ActivationFunction Require(ActivationFunction function, string parameter) => Takes(function) ? function
        : throw new ArgumentException($"A recurrent layer computes its activation number by number, which '{function.Name}' is not made " +
            "for; use one such as tanh, sigmoid or relu.", parameter);

    /// <summary>A cell of one activation.</summary>
    public static RecurrentCell Simple(ActivationFunction activation) => Give(activation, new SimpleMaker());

    /// <summary>The cell of an LSTM.</summary>
    public static RecurrentCell Lstm(ActivationFunction activation, ActivationFunction gate) => Give(activation, new LstmMaker(gate));

    /// <summary>The cell of a GRU.</summary>
    public static RecurrentCell Gru(ActivationFunction activation, ActivationFunction gate) => Give(activation, new GruMaker(gate));

    // The identity has no kernel of its own: it is a leaky ReLU that leaks everything.
    private static RecurrentCell Give(ActivationFunction function, IOperationTaker taker) =>
        function is IOperation operation ? operation.GiveTo(taker) : taker.Take(new LeakyRelu(1));

    private sealed class SimpleMaker : IOperationTaker
    {
        public RecurrentCell Take<TCell>(TCell cell) where TCell : struct, IActivation => new SimpleCell<TCell>(cell);
    }

    private sealed class LstmMaker(ActivationFunction gate) : IOperationTaker
    {
        public RecurrentCell Take<TCell>(TCell cell) where TCell : struct, IActivation => Give(gate, new WithGate<TCell>(cell));

        private sealed class WithGate<TCell>(TCell cell) : IOperationTaker where TCell : struct, IActivation
        {
            public RecurrentCell Take<TGate>(TGate gate) where TGate : struct, IActivation => new LstmCell<TCell, TGate>(cell, gate);
        }
    }

    private sealed class GruMaker(ActivationFunction gate) : IOperationTaker
    {
        public RecurrentCell Take<TCell>(TCell cell) where TCell : struct, IActivation => Give(gate, new WithGate<TCell>(cell));

        private sealed class WithGate<TCell>(TCell cell) : IOperationTaker where TCell : struct, IActivation
        {
            public RecurrentCell Take<TGate>(TGate gate) where TGate : struct, IActivation => new GruCell<TCell, TGate>(cell, gate);
        }
    }
}

/// <summary>An activation that is an operation of the kernels.</summary>
internal interface IOperation
{
    /// <summary>Hands the operation over under its own type.</summary>
    RecurrentCell GiveTo(IOperationTaker taker);
}

/// <summary>What makes a cell of an operation.</summary>
internal interface IOperationTaker
{
    /// <summary>Makes the cell.</summary>
    RecurrentCell Take<TOperation>(TOperation operation) where TOperation : struct, IActivation;
}
