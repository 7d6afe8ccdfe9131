namespace Glia.Kernels;

/// <summary>One matrix product, with its sizes and strides, after all checks.</summary>
internal readonly unsafe struct Product
{
    internal Product(float* pa, Matrix a, float* pb, Matrix b, float* c, float* bias, bool accumulate)
    {
        A = pa;
        ARow = a.RowStride;
        AStep = a.ColumnStride;
        B = pb;
        BStep = b.RowStride;
        BColumn = b.ColumnStride;
        C = c;
        Bias = bias;
        Accumulate = accumulate;
        Rows = a.Rows;
        Columns = b.Columns;
        Depth = a.Columns;
    }

    internal float* A { get; }

    internal nint ARow { get; }

    /// <summary>From one k to the next in A.</summary>
    internal nint AStep { get; }

    internal float* B { get; }

    /// <summary>From one k to the next in B.</summary>
    internal nint BStep { get; }

    internal nint BColumn { get; }

    internal float* C { get; }

    internal float* Bias { get; }

    internal bool Accumulate { get; }

    internal int Rows { get; }

    internal int Columns { get; }

    internal int Depth { get; }
}
