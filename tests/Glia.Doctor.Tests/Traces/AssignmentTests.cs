using CsCheck;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Tests.Traces;

public class AssignmentTests
{
    [Fact]
    public void The_assignment_is_the_best_of_all_permutations() =>
        Gen.Int[0, 20].Array[16].Sample(values =>
        {
            var gain = new double[4, 4];
            for (int i = 0; i < 16; i++) gain[i / 4, i % 4] = values[i];
            int[] found = Assignment.Best(gain);
            double best = Permutations([0, 1, 2, 3]).Max(order => Sum(gain, order));
            Assert.Equal(4, found.Distinct().Count());
            Assert.Equal(best, Sum(gain, found));
        });

    private static double Sum(double[,] gain, IReadOnlyList<int> columns) => Enumerable.Range(0, 4).Sum(row => gain[row, columns[row]]);

    private static IEnumerable<List<int>> Permutations(List<int> items) =>
        items.Count == 1 ? [items] : items.SelectMany(item => Permutations([.. items.Where(other => other != item)])
            .Select(rest => new List<int> { item }.Concat(rest).ToList()));
}
