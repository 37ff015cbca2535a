import { describe, expect, test } from 'vitest';
import { ignoredReasons, refusedReasons } from '../../../central/domain/delivery.ts';
import {
  deliveriesPath,
  filtersOf,
  payloadText,
} from '../../../web/deliveries/delivery-filters.ts';
import { extraDetail, reasonWords } from '../../../web/deliveries/outcome-words.ts';

describe('what became of a delivery', () => {
  test.each([...Object.keys(ignoredReasons), ...Object.keys(refusedReasons)])(
    'central’s reason %s has words',
    (reason) => {
      expect(reasonWords({ reason, detail: 'nothing known' }).text).not.toBe('nothing known');
    },
  );

  test('a reason that is new to the dashboard shows what central says', () => {
    expect(reasonWords({ reason: 'full_moon', detail: 'The moon is full' }).text).toBe(
      'The moon is full',
    );
    expect(reasonWords({ reason: 'full_moon', detail: '' }).text).toBe('full moon');
  });

  test('the detail is not said twice', () => {
    const detail = 'Pushed to x, deployed is main';
    expect(extraDetail({ reason: 'other_branch', detail })).toBe(detail);
    expect(extraDetail({ reason: 'tag', detail: 'Tags are not deployed' })).toBe('');
  });
});

describe('filters in the address', () => {
  test('there and back', () => {
    const filters = { outcome: 'refused', project: 'my-shop' } as const;
    expect(deliveriesPath(filters)).toBe('/deliveries?outcome=refused&project=my-shop');
    expect(filtersOf('?outcome=refused&project=my-shop')).toEqual(filters);
    expect(deliveriesPath({ outcome: undefined, project: undefined })).toBe('/deliveries');
  });

  test('what is not known is left out', () => {
    expect(filtersOf('?outcome=<script>&project=')).toEqual({
      outcome: undefined,
      project: undefined,
    });
  });
});

test('a payload is shown with line breaks, and as it came when it is not JSON', () => {
  expect(payloadText('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(payloadText({ a: 1 })).toBe('{\n  "a": 1\n}');
  expect(payloadText('<b>not json')).toBe('<b>not json');
  expect(payloadText(undefined)).toBe('');
});
