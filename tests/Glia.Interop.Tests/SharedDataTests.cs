using Glia.Data;
using Glia.Experiments;
using Glia.Interop.Data;

namespace Glia.Interop.Tests;

/// <summary>Data of MATLAB and SVMlight: the arrays that scipy and scikit-learn read from the same files.</summary>
public sealed class SharedDataTests
{
    public static TheoryData<string> Matlab => SharedCase.Of("mat");

    public static TheoryData<string> SvmLight => SharedCase.Of("svmlight");

    [Theory]
    [MemberData(nameof(Matlab))]
    public void MATLAB_arrays(string name)
    {
        SharedCase one = SharedCase.Named(name);
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            string? told = Refusal.Check(() => ForeignData.Open(Request(one.Files[0])));
            Assert.NotNull(told);
            return;
        }
        Dictionary<string, NdArray> arrays = MatFile.Read(one.Files[0]).Arrays;
        foreach ((string key, NdArray expected) in Npz.Read(one.PathOf("expected.npz")))
        {
            Assert.Equal(expected.Shape, arrays[key].Shape);
            Assert.Equal(expected.ToDoubles(), arrays[key].ToDoubles());
        }
    }

    [Theory]
    [MemberData(nameof(SvmLight))]
    public void SVMlight_rows(string name)
    {
        SharedCase one = SharedCase.Named(name);
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            Refusal.Check(() => ForeignData.Open(Request(one.Files[0])), one.Expect.Contains("or", StringComparison.Ordinal));
            return;
        }
        LoadedData data = ForeignData.Open(Request(one.Files[0]))!;
        IReadOnlyDictionary<string, NdArray> expected = Npz.Read(one.PathOf("expected.npz"));
        Assert.Equal(expected["inputs"].Shape, new int[] { data.Rows, data.Inputs.Shape.Size });
        float[] rows = new float[data.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], rows);
        Assert.Equal(expected["inputs"].ToSingles(), rows);
        Assert.Equal(expected["targets"].ToSingles(), Enumerable.Range(0, data.Rows).Select(row => data.Numbers![row][0]));
    }

    private static DataRequest Request(string path) => new(new ExperimentData { Source = path }, path);
}
